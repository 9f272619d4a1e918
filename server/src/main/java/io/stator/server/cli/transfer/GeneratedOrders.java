package io.stator.server.cli.transfer;

import java.util.Locale;
import java.util.SplittableRandom;

/** Items that look like orders of customers, each made from the seed and its number alone. Thread-safe. */
final class GeneratedOrders {
    private static final String[] CITIES = {
        "Amsterdam", "Bogotá", "Chennai", "Dakar", "Edinburgh", "Fukuoka", "Göteborg", "Hanoi", "Izmir", "Kraków"
    };
    private static final String[] GOODS = {
        "anvil", "bell", "compass", "drum", "easel", "flute", "globe", "hammock", "inkwell", "kettle", "lantern", "map"
    };

    private final long seed;
    private final int ordersPerCustomer;

    GeneratedOrders(long seed, int ordersPerCustomer) {
        this.seed = seed;
        this.ordersPerCustomer = ordersPerCustomer;
    }

    /** In DynamoDB JSON, about 280 characters. */
    String json(long number) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        String first = GOODS[random.nextInt(GOODS.length)];
        return String.format(
                Locale.ROOT,
                "{\"customer\":{\"S\":\"customer-%08d\"},\"order\":{\"N\":\"%d\"},\"city\":{\"S\":\"%s\"},"
                        + "\"total\":{\"N\":\"%d.%02d\"},\"paid\":{\"BOOL\":%b},\"goods\":{\"L\":[{\"S\":\"%s\"},{\"S\":\"%s\"}]},"
                        + "\"address\":{\"M\":{\"street\":{\"S\":\"%d Mill Lane\"},\"zip\":{\"S\":\"%05d\"}}}}",
                number / ordersPerCustomer,
                number % ordersPerCustomer + 1,
                CITIES[random.nextInt(CITIES.length)],
                random.nextInt(1000),
                random.nextInt(1, 100),
                random.nextInt(4) > 0,
                first,
                GOODS[random.nextInt(GOODS.length)],
                random.nextInt(1, 200),
                random.nextInt(100_000));
    }
}
