package io.stator.conformance;

/** A call of a case, and what is to come of it. */
record Step(Call call, Expectation expected, Patience patience) {
    enum Patience {
        /** The first answer counts. */
        NONE,

        /** Asked again until the answer is the one expected: of reads that may be late, and of states that pass. */
        SOME
    }

    static Step once(Call call, Expectation expected) {
        return new Step(call, expected, Patience.NONE);
    }

    static Step eventually(Call call, Expectation expected) {
        return new Step(call, expected, Patience.SOME);
    }
}
