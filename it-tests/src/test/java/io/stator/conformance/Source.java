package io.stator.conformance;

/** Where the expectation of a case comes from. */
enum Source {
    /** AWS' own documentation or service model says so. */
    DOCUMENTED,

    /** Others have seen the real service do so: published test suites that ran against it. */
    OBSERVED,

    /** Nobody has been found who says so: inferred from like cases. The first suspect where a run on the real service fails. */
    BELIEVED,

    /** How Stator differs from DynamoDB, on purpose or until it has caught up. */
    STATOR
}
