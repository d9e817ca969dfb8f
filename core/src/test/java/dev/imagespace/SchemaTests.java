package dev.imagespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaTests {

  private record Bicycle(
      @Nullable @Picture Path photo, @Nullable @PictureDescription String caption, int gears) {}

  private record Poster(@Picture URI scan) {}

  private record Stamp(ImageSource source, byte[] bytes) {}

  private record Card(@Picture String front) {}

  private record Diptych(@Picture Path left, @Picture Path right) {}

  @Test
  void fieldsOfANamedSchemaAreEqualByName() {
    assertThat(Schema.named("S").blob("image")).isEqualTo(Schema.named("S").blob("image"));
    assertThat(Schema.named("S").blob("image")).isNotEqualTo(Schema.named("T").blob("image"));
  }

  @Test
  void fieldPrintsItsFullName() {
    Schema schema = Schema.named("S");
    assertThat(schema.blob("image").with(schema.string("text"))).hasToString("S.image + S.text");
  }

  @Test
  void blankNamesAreRefused() {
    assertThatThrownBy(() -> Schema.named(" ")).isInstanceOf(InvalidSpaceParamException.class);
    assertThatThrownBy(() -> Schema.named("S").blob(""))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("picture field needs a name");
  }

  @Test
  void markedComponentsAreTheDescribedImage() {
    Schema schema = Schema.of(Bicycle.class);
    assertThat(schema.image()).isEqualTo(schema.blob("photo").with(schema.string("caption")));
  }

  @Test
  void pictureAloneNeedsNoDescription() {
    assertThat(Schema.of(Poster.class).image()).isEqualTo(Schema.of(Poster.class).blob("scan"));
  }

  @Test
  void recordWithoutAMarkedPictureIsToldHowToNameIt() {
    assertThatThrownBy(() -> Schema.of(Stamp.class).image())
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("Stamp(ImageSource source, byte[] bytes)")
        .hasMessageContaining("@Picture");
  }

  @Test
  void twoMarkedPicturesAreRefused() {
    assertThatThrownBy(() -> Schema.of(Diptych.class).image())
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("[left, right]");
  }

  @Test
  void namedSchemaMarksNoPicture() {
    assertThatThrownBy(() -> Schema.named("S").image())
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("not of a record");
  }

  @Test
  void unknownComponentIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Schema.of(Poster.class).blob("photo"))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("no component 'photo' in Poster(URI scan)");
  }

  @Test
  void componentOfAWrongTypeIsRefused() {
    assertThatThrownBy(() -> Schema.of(Bicycle.class).blob("gears"))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("Bicycle.gears is of type int")
        .hasMessageContaining("ImageSource, Path, URI, byte[] or String");
    assertThatThrownBy(() -> Schema.of(Bicycle.class).string("photo"))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("takes String");
  }

  @Test
  void recordGivesItsPictureAndDescription() {
    ImageSpace space = spaceOf(Schema.of(Bicycle.class).image());
    assertThat(space.imageDataOf(new Bicycle(Path.of("a.png"), "red", 3)))
        .isEqualTo(ImageData.of(ImageSource.of(Path.of("a.png")), "red"));
    assertThat(space.imageDataOf(new Bicycle(null, null, 3)).isEmpty()).isTrue();
  }

  @Test
  void pictureMayBeAnyOfItsTypes() {
    byte[] bytes = {1, 2};
    Stamp stamp = new Stamp(ImageSource.of(Path.of("a.png")), bytes);
    Schema schema = Schema.of(Stamp.class);
    assertThat(spaceOf(schema.blob("source")).imageDataOf(stamp).image()).isSameAs(stamp.source());
    assertThat(spaceOf(schema.blob("bytes")).imageDataOf(stamp).image())
        .isEqualTo(ImageSource.of(bytes));
    assertThat(
            spaceOf(Schema.of(Poster.class).image())
                .imageDataOf(new Poster(URI.create("file:///a.png")))
                .image())
        .isEqualTo(ImageSource.of(URI.create("file:///a.png")));
    ImageSpace cards = spaceOf(Schema.of(Card.class).image());
    assertThat(cards.imageDataOf(new Card("a.png")).image())
        .as("a text may be a stranger's")
        .isEqualTo(ImageSource.parse("a.png"))
        .isNotEqualTo(ImageSource.of(Path.of("a.png")));
    assertThat(cards.imageDataOf(new Card("https://example.org/a.png")).image())
        .isEqualTo(ImageSource.of(URI.create("https://example.org/a.png")));
  }

  @Test
  void recordOfAnotherSchemaIsRefused() {
    ImageSpace space = spaceOf(Schema.of(Bicycle.class).image());
    assertThatThrownBy(() -> space.imageDataOf(new Poster(URI.create("file:///a.png"))))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("Poster")
        .hasMessageContaining("Bicycle.photo");
  }

  @Test
  void spaceOfSeveralSchemasReadsEachRecordByItsOwn() {
    ImageSpace space =
        new FakeEncoder()
            .build(
                ImageSpace.builder()
                    .images(
                        List.of(
                            Schema.of(Bicycle.class).image(), Schema.of(Poster.class).image())));
    assertThat(space.imageDataOf(new Bicycle(Path.of("a.png"), "red", 3)).description())
        .isEqualTo("red");
    assertThat(space.imageDataOf(new Poster(URI.create("file:///a.png"))).description()).isNull();
  }

  private static ImageSpace spaceOf(ImageField image) {
    return new FakeEncoder().build(ImageSpace.builder().image(image));
  }
}
