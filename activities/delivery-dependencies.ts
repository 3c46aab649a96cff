import type { Database } from '../db/database.ts';
import type { Sealer } from '../db/sealed-text.ts';
import type { GuardedPost } from './guarded-post.ts';

/** What the deliveries to the ERP use. */
export interface DeliveryDependencies {
  db: Database;
  sealer: Sealer;
  post: GuardedPost;
  now(): Date;
}
