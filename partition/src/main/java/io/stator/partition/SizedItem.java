package io.stator.partition;

import com.google.protobuf.ByteString;

/**
 * @param item encoded
 * @param sizeBytes by DynamoDB's rule
 */
public record SizedItem(ByteString item, int sizeBytes) {}
