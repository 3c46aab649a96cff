/** How many test files run at the same time. With more, two cores are so busy that steps are cut off by their own limits. */
export const filesAtOnce = 3;

/** How many products there are at most: as many as files that may want one at the same time, so that none waits. */
export const productsAtMost = filesAtOnce;
