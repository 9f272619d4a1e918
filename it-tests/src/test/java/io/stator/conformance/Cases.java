package io.stator.conformance;

import java.util.ArrayList;
import java.util.List;

/** A table of cases of one chapter, being written. */
final class Cases {
    private final String chapter;
    private final String operation;
    private final List<CaseBuilder> rows = new ArrayList<>();

    private Cases(String chapter, String operation) {
        this.chapter = chapter;
        this.operation = operation;
    }

    /** Of one operation, which is the chapter. */
    static Cases of(String operation) {
        return new Cases(operation, operation);
    }

    /** Of an aspect, shown by one operation unless a case says otherwise. */
    static Cases of(String chapter, String operation) {
        return new Cases(chapter, operation);
    }

    CaseBuilder documented(String name, String body) {
        return row(name, body, Source.DOCUMENTED);
    }

    CaseBuilder observed(String name, String body) {
        return row(name, body, Source.OBSERVED);
    }

    CaseBuilder believed(String name, String body) {
        return row(name, body, Source.BELIEVED);
    }

    CaseBuilder stator(String name, String body) {
        return row(name, body, Source.STATOR);
    }

    CaseBuilder row(String name, String body, Source source) {
        CaseBuilder row = new CaseBuilder(chapter, name, source, operation, body);
        rows.add(row);
        return row;
    }

    /** @throws IllegalStateException if a row expects nothing */
    List<Case> list() {
        return rows.stream().map(CaseBuilder::build).toList();
    }
}
