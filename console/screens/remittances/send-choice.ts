/** What was marked on another screen to be sent, on its way here. Too long for an address; a reload forgets it. */
let chosen: readonly string[] = [];

export const sendChoice = {
  set: (ids: readonly string[]) => {
    chosen = ids;
  },
  get: (): readonly string[] => chosen,
};
