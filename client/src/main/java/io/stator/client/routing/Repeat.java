package io.stator.client.routing;

/** What it means to send a request again that may have been carried out. */
enum Repeat {
    /** Nothing: a read. */
    HARMLESS,
    /** A write with a {@link WriteIdentity}: it is answered as before. */
    RECOGNIZED,
    /** It might be carried out twice, so it is never done. */
    FORBIDDEN
}
