package io.stator.model;

/**
 * DynamoDB's UpdateTimeToLive. The constructor accepts anything; {@link TableRules#timeToLive} checks it.
 *
 * @param attribute that holds the second, since 1970, after which an item expires. To disable it, too, it must be named
 */
public record TimeToLiveChange(String table, String attribute, boolean enabled) {}
