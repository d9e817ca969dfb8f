package dev.imagespace.langchain4j.collection.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.collection.TestCollection;
import dev.langchain4j.data.document.Metadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTests {
  private final Path directory;

  SourcesTests(@TempDir Path directory) {
    this.directory = directory;
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("manifest"), text);
  }

  private static List<SourceItem> read(ItemSource source) {
    try (Stream<SourceItem> items = source.items()) {
      return items.toList();
    }
  }

  @Test
  void csvHasQuotesLineBreaksAndMetadata() throws IOException {
    List<SourceItem> items =
        read(
            Manifest.csv(
                file(
                    String.join(
                        "\r\n",
                        "\uFEFFid,picture,description,brand",
                        "1,a.png,\"a \"\"red\"\" circle,\nlarge\",Acme",
                        "",
                        "2,,words,",
                        ""))));
    assertThat(items).hasSize(2);
    SourceItem.Item first = (SourceItem.Item) items.get(0);
    assertThat(first.data().description()).isEqualTo("a \"red\" circle,\nlarge");
    assertThat(first.data().image())
        .isEqualTo(ImageSource.of(directory.toAbsolutePath().resolve("a.png")));
    assertThat(first.metadata()).isEqualTo(Metadata.from("brand", "Acme"));
    assertThat(((SourceItem.Item) items.get(1)).data().image()).isNull();
  }

  @Test
  void aBrokenRowIsNamedByItsLineAndTheRestIsRead() throws IOException {
    assertThat(read(Manifest.csv(file("id,picture\n1,a.png\n2\n3,c.png\n"))))
        .extracting(SourceItem::id)
        .containsExactly("1", "manifest, line 3", "3");
    assertThat(read(Manifest.jsonLines(file("{\"id\":\"1\",\"picture\":\"a\"}\nno\n{}\n"))))
        .extracting(SourceItem::id)
        .containsExactly("1", "manifest, line 2", "manifest, line 3");
  }

  @Test
  void jsonLinesKeepNumbers() throws IOException {
    SourceItem.Item item =
        (SourceItem.Item)
            read(Manifest.jsonLines(
                    file("{\"id\":\"1\",\"description\":\"x\",\"price\":12,\"weight\":1.5}")))
                .get(0);
    assertThat(item.metadata().getLong("price")).isEqualTo(12);
    assertThat(item.metadata().getDouble("weight")).isEqualTo(1.5);
  }

  @Test
  void rowsOfAQueryMayHoldTheBytes() throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:rows;DB_CLOSE_DELAY=-1");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE p (id INT, picture VARBINARY, title VARCHAR, price INT)");
      statement.execute("INSERT INTO p VALUES (7, X'0102', 'a cup', 12), (8, NULL, NULL, 1)");
    }
    List<SourceItem> items =
        read(
            JdbcSource.of(
                database, "SELECT id, picture, title AS description, price FROM p ORDER BY id"));
    SourceItem.Item first = (SourceItem.Item) items.get(0);
    assertThat(first.id()).isEqualTo("7");
    assertThat(first.data().image()).isEqualTo(ImageSource.of(new byte[] {1, 2}));
    assertThat(first.data().description()).isEqualTo("a cup");
    assertThat(first.metadata().getInteger("price")).isEqualTo(12);
    assertThat(items).hasSize(2);
  }

  @Test
  void directoriesGiveEachPictureOnceInOrderWithItsDescription() throws IOException {
    TestCollection.picture(directory.resolve("b/two.PNG"), 2);
    TestCollection.picture(directory.resolve("a.png"), 1);
    TestCollection.picture(directory.resolve(".hidden/c.png"), 3);
    Files.writeString(directory.resolve("b/two.txt"), "\uFEFFtwo things\n");
    Files.writeString(directory.resolve("notes.txt"), "no picture");
    Path root = directory.toRealPath();
    List<SourceItem> items = read(DirectorySource.of(directory, directory.resolve("b")));
    assertThat(items)
        .extracting(SourceItem::id)
        .containsExactly(
            root.resolve("a.png").toString(), root.resolve("b").resolve("two.PNG").toString());
    assertThat(((SourceItem.Item) items.get(1)).data().description()).isEqualTo("two things");
  }

  @Test
  void aDescriptionThatIsNotTextIsAnOutcome() throws IOException {
    TestCollection.picture(directory.resolve("a.png"), 1);
    Files.write(directory.resolve("a.txt"), new byte[] {(byte) 0xff, 0});
    assertThat(read(DirectorySource.of(directory)))
        .singleElement()
        .isInstanceOf(SourceItem.Unreadable.class);
  }
}
