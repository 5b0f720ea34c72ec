/** True in the build that is one html file: workers are inlined, nothing is fetched. */
declare const __SINGLE__: boolean;
