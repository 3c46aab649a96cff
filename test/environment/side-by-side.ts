/** How many test files run at the same time. With more, two cores are so busy that steps are cut off by their own limits. */
export const filesAtOnce = 3;

/** How many products there are at most. A file that needs one waits until one is free. */
export const productsAtMost = 2;
