package io.stator.clients;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbAtomicCounter;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** A bean that the enhanced client maps. */
@DynamoDbBean
public class Song {
    private String artist;
    private Integer number;
    private String title;
    private Instant released;
    private Set<String> tags;
    private List<Double> takes;
    private Map<String, String> credits;
    private Label label;
    private byte[] cover;
    private Long saves;
    private Long version;

    public static Song of(String artist, int number) {
        Song song = new Song();
        song.setArtist(artist);
        song.setNumber(number);
        song.setTitle("Song " + number);
        return song;
    }

    @DynamoDbPartitionKey
    public String getArtist() {
        return artist;
    }

    public void setArtist(String artist) {
        this.artist = artist;
    }

    @DynamoDbSortKey
    public Integer getNumber() {
        return number;
    }

    public void setNumber(Integer number) {
        this.number = number;
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public Instant getReleased() {
        return released;
    }

    public void setReleased(Instant released) {
        this.released = released;
    }

    public Set<String> getTags() {
        return tags;
    }

    public void setTags(Set<String> tags) {
        this.tags = tags;
    }

    public List<Double> getTakes() {
        return takes;
    }

    public void setTakes(List<Double> takes) {
        this.takes = takes;
    }

    public Map<String, String> getCredits() {
        return credits;
    }

    public void setCredits(Map<String, String> credits) {
        this.credits = credits;
    }

    public Label getLabel() {
        return label;
    }

    public void setLabel(Label label) {
        this.label = label;
    }

    public byte[] getCover() {
        return cover;
    }

    public void setCover(byte[] cover) {
        this.cover = cover;
    }

    /** Counted by the database. */
    @DynamoDbAtomicCounter
    public Long getSaves() {
        return saves;
    }

    public void setSaves(Long saves) {
        this.saves = saves;
    }

    /** Who writes with another than what is stored is refused. */
    @DynamoDbVersionAttribute
    public Long getVersion() {
        return version;
    }

    public void setVersion(Long version) {
        this.version = version;
    }

    /** A document in the item. */
    @DynamoDbBean
    public static class Label {
        private String name;
        private Boolean independent;

        public static Label of(String name, boolean independent) {
            Label label = new Label();
            label.setName(name);
            label.setIndependent(independent);
            return label;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public Boolean getIndependent() {
            return independent;
        }

        public void setIndependent(Boolean independent) {
            this.independent = independent;
        }
    }
}
