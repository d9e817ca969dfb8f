package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;

class ImageResourcesTests {
  private static final byte[] BYTES = {1, 2, 3};

  @Test
  void aFileStaysAPathThatTheAllowedDirectoriesJudge(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("a.png"), BYTES);
    assertThat(ImageResources.of(new FileSystemResource(file))).isEqualTo(ImageSource.of(file));
    assertThat(ImageResources.of(new UrlResource(file.toUri()))).isEqualTo(ImageSource.of(file));
  }

  @Test
  void aUrlIsNotOpenedHere() throws IOException {
    URI url = URI.create("https://example.org/a.png");
    assertThat(ImageResources.of(new UrlResource(url))).isEqualTo(ImageSource.of(url));
    URI archive = URI.create("jar:https://example.org/a.jar!/a.png");
    assertThat(ImageResources.of(new UrlResource(archive))).isEqualTo(ImageSource.of(archive));
    URI byFtp = URI.create("jar:file://example.org/a.jar!/a.png");
    assertThat(ImageResources.of(new UrlResource(byFtp))).isEqualTo(ImageSource.of(byFtp));
  }

  @Test
  void streamsArraysAndEntriesOfArchivesAreReadAtOnce(@TempDir Path folder) throws IOException {
    Path jar = folder.resolve("a.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("a.png"));
      zip.write(BYTES);
    }
    ImageSource expected = ImageSource.of(BYTES);
    assertThat(ImageResources.of(new ByteArrayResource(BYTES))).isEqualTo(expected);
    assertThat(ImageResources.of(new InputStreamResource(new ByteArrayInputStream(BYTES))))
        .isEqualTo(expected);
    assertThat(ImageResources.of(new UrlResource("jar:" + jar.toUri() + "!/a.png")))
        .isEqualTo(expected);
  }

  @Test
  void whatIsTooLargeOrAbsentIsRefused() {
    assertThatThrownBy(
            () -> ImageResources.of(new ByteArrayResource(BYTES), new ImageLimits(1, 1, 2)))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("imagespace.image.max-bytes");
    assertThatThrownBy(() -> ImageResources.of(new ClassPathResource("absent.png")))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("ClassPathResource cannot be read");
  }

  /** As where the locale of the process cannot encode a name. */
  @Test
  void aFileWhoseNameIsNoPathIsRefused() {
    Resource unnameable =
        new AbstractResource() {
          @Override
          public boolean isFile() {
            return true;
          }

          @Override
          public File getFile() {
            return new File("a\0b");
          }

          @Override
          public String getDescription() {
            return "unnameable";
          }

          @Override
          public InputStream getInputStream() {
            return InputStream.nullInputStream();
          }
        };
    assertThatThrownBy(() -> ImageResources.of(unnameable))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("cannot be read (InvalidPathException)");
  }
}
