package io.stator.gateway.http;

/**
 * A request that has been received whole.
 *
 * @param method as sent, in upper case if the client is right
 * @param uri as sent: path and query
 * @param sent the body as the peer sent it, which is what it signed
 * @param body the same, decompressed if it was sent compressed
 */
public record HttpRequest(String method, String uri, RequestHeaders headers, byte[] sent, byte[] body) {}
