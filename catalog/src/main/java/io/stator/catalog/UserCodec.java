package io.stator.catalog;

import io.stator.proto.v1.User;

/** Users as the messages of catalog.proto, and back. Stateless. */
final class UserCodec {
    private UserCodec() {}

    static User toProto(UserRecord user) {
        return User.newBuilder()
                .setName(user.name())
                .setAccessKeyId(user.accessKeyId())
                .setSealedSecret(user.sealedSecret())
                .setCreatedAtMillis(user.createdAtMillis())
                .build();
    }

    static UserRecord fromProto(User user) {
        return new UserRecord(user.getName(), user.getAccessKeyId(), user.getSealedSecret(), user.getCreatedAtMillis());
    }
}
