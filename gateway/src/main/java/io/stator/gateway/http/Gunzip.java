package io.stator.gateway.http;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses one gzip member (RFC 1952), which must be all there is. The JDK's stream also takes any number of members,
 * by recursion: a body of many empty ones overflows its stack.
 */
final class Gunzip {
    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int HAS_HEADER_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final byte[] member;
    private int position;

    private Gunzip(byte[] member) {
        this.member = member;
    }

    /** @throws BodyException if it is not gzip, or the buffer does not take what comes out */
    static void decompress(byte[] member, BodyBuffer plain) throws BodyException {
        new Gunzip(member).decompress(plain);
    }

    private void decompress(BodyBuffer plain) throws BodyException {
        skipHeader();
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(member, position, member.length - position);
            CRC32 crc = new CRC32();
            byte[] piece = new byte[8192];
            while (!inflater.finished()) {
                int length = inflater.inflate(piece);
                if (length == 0 && !inflater.finished()) {
                    throw BodyException.unreadable();
                }
                crc.update(piece, 0, length);
                plain.add(piece, length);
            }
            position = member.length - inflater.getRemaining();
            require(member.length - position == TRAILER_BYTES);
            require(nextInt() == (int) crc.getValue());
            require(nextInt() == (int) inflater.getBytesWritten());
        } catch (DataFormatException e) {
            throw BodyException.unreadable();
        } finally {
            inflater.end();
        }
    }

    private void skipHeader() throws BodyException {
        require(member.length > HEADER_BYTES);
        require((member[0] & 0xff) == 0x1f && (member[1] & 0xff) == 0x8b && member[2] == 8);
        int flags = member[3];
        position = HEADER_BYTES;
        if ((flags & HAS_EXTRA) != 0) {
            require(member.length - position >= 2);
            skip(2 + (member[position] & 0xff) + ((member[position + 1] & 0xff) << 8));
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_HEADER_CHECKSUM) != 0) {
            skip(2);
        }
    }

    private void skip(int bytes) throws BodyException {
        require(member.length - position >= bytes);
        position += bytes;
    }

    private void skipText() throws BodyException {
        byte last;
        do {
            require(position < member.length);
            last = member[position++];
        } while (last != 0);
    }

    private int nextInt() {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (member[position++] & 0xff) << shift;
        }
        return value;
    }

    private static void require(boolean right) throws BodyException {
        if (!right) {
            throw BodyException.unreadable();
        }
    }
}
