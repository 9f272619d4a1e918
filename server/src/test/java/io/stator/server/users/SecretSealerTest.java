package io.stator.server.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSealerTest {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    @TempDir
    Path directory = Path.of("");

    private SecretSealer sealer(String file) throws IOException {
        SecretKeyFile.createIfAbsent(directory.resolve(file));
        return SecretKeyFile.read(directory.resolve(file));
    }

    @Test
    void whatIsSealedIsOpenedByTheSameKeyForTheSameUser() throws IOException {
        SecretSealer sealer = sealer("key");
        ByteString sealed = sealer.seal(SECRET, "AKIA1");

        assertThat(sealer("key").open(sealed, "AKIA1")).contains(SECRET);
        assertThat(sealer("other").open(sealed, "AKIA1")).isEmpty();
        assertThat(sealer.open(sealed, "AKIA2")).isEmpty();
        assertThat(sealed.toString(StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
        // Twice the same secret cannot be told from two.
        assertThat(sealer.seal(SECRET, "AKIA1")).isNotEqualTo(sealed);
    }

    @Test
    void nothingThatWasChangedIsOpened() throws IOException {
        SecretSealer sealer = sealer("key");
        byte[] sealed = sealer.seal(SECRET, "AKIA1").toByteArray();
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(sealer.open(ByteString.copyFrom(changed), "AKIA1")).isEmpty();
            assertThat(sealer.open(ByteString.copyFrom(sealed, 0, i), "AKIA1")).isEmpty();
        }
    }

    @Test
    void aKeyIsMadeOnceAndForItsOwnerAlone() throws IOException {
        Path file = directory.resolve("deep").resolve("key");
        SecretKeyFile.createIfAbsent(file);
        String key = Files.readString(file);
        SecretKeyFile.createIfAbsent(file);

        assertThat(Files.readString(file)).isEqualTo(key).matches("[0-9a-f]{64}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyThatIsNoneIsRefusedAndNotShown() throws IOException {
        Path file = directory.resolve("key");
        for (String text : new String[] {"", "0123", "password-of-somebody", "0".repeat(63), "0".repeat(66)}) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> SecretKeyFile.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the key of secrets in " + file + " (secrets.key.file) is not 32 bytes in hexadecimal")
                    .hasNoCause();
        }
        assertThatThrownBy(() -> SecretKeyFile.read(directory.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot read the key of secrets");
    }

    @Test
    void accessKeysHaveTheFormOfAwss() {
        AccessKeys keys = new AccessKeys();
        assertThat(keys.id()).matches("AKIA[A-Z2-7]{16}").isNotEqualTo(keys.id());
        assertThat(keys.secret()).matches("[A-Za-z0-9+/]{40}").isNotEqualTo(keys.secret());
    }
}
