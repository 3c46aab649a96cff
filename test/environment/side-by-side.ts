/** How many test files run at the same time. Most of them wait for a product more than they compute. */
export const filesAtOnce = 4;

/** How many products there are at most. A file that needs one waits until one is free. */
export const productsAtMost = 3;
