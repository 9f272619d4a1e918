package io.stator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdentityTest {
    @Test
    void isTheSameForTheSameCall() {
        assertThat(RequestIdentity.of("key", "id", new byte[] {1}))
                .isEqualTo(RequestIdentity.of("key", "id", new byte[] {1}));
        assertThat(RequestIdentity.of("key", "id", new byte[] {1}).id().size()).isEqualTo(16);
    }

    @Test
    void differsWhereAnythingDoes() {
        Set<RequestIdentity> identities = new HashSet<>(List.of(
                RequestIdentity.of("key", "id", new byte[] {1}),
                RequestIdentity.of("key2", "id", new byte[] {1}),
                RequestIdentity.of("key", "id2", new byte[] {1}),
                RequestIdentity.of("key", "id", new byte[] {2}),
                RequestIdentity.of("ke", "yid", new byte[] {1}),
                RequestIdentity.of("keyid", "", new byte[] {1}),
                RequestIdentity.of("", "keyid", new byte[] {1})));
        assertThat(identities).hasSize(7);
    }

    @Test
    void hasSixteenBytes() {
        assertThatThrownBy(() -> new RequestIdentity(ByteString.copyFrom(new byte[15])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
