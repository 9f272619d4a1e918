package io.stator.gateway.operation;

import io.stator.gateway.json.RequestReader;
import io.stator.proto.v1.OnDemandThroughput;
import java.io.IOException;

/** An OnDemandThroughput as it was sent. One without members is as none: at creation DynamoDB takes it so. */
final class OnDemandMember {
    private OnDemandMember() {}

    static OnDemandThroughput read(RequestReader reader) throws IOException {
        OnDemandThroughput.Builder maxima = OnDemandThroughput.newBuilder();
        reader.structure("OnDemandThroughput", (name, at) -> {
            switch (name) {
                case "MaxReadRequestUnits" -> maxima.setMaxReadUnits(at.longInteger());
                case "MaxWriteRequestUnits" -> maxima.setMaxWriteUnits(at.longInteger());
                default -> {}
            }
        });
        return maxima.build();
    }
}
