/** The folders of `test/` whose files need no server but those that they start themselves. */
export const ruleFolders = ['domain', 'architecture', 'docs', 'deploy', 'dev'];
