package dev.imagespace.langchain4j.collection;

import dev.imagespace.ImageSpace;
import dev.imagespace.langchain4j.collection.jdbc.JdbcCatalog;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.h2.jdbcx.JdbcDataSource;

/** A collection in memory, and pictures for it. */
public final class TestCollection {
  private TestCollection() {}

  public static ImageCollection of(ImageSpace space) {
    return ImageCollection.open(space, new InMemoryEmbeddingStore<TextSegment>(), catalog());
  }

  public static Catalog catalog() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    return JdbcCatalog.of(database, "pictures");
  }

  /** Writes a picture that no other number has. */
  public static Path picture(Path file, int number) throws IOException {
    Random random = new Random(number);
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < 6; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      graphics.fillRect(random.nextInt(30), random.nextInt(20), 12, 12);
    }
    graphics.dispose();
    Files.createDirectories(file.toAbsolutePath().getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
