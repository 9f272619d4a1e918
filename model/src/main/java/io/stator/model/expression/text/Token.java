package io.stator.model.expression.text;

/** A token, and where it stands: from {@code start} to before {@code end}, in chars. */
record Token(TokenKind kind, String text, int start, int end) {}
