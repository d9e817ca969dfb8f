package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.EmptyItemException;
import dev.imagespace.execution.NetworkBusyException;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageRejectedException.Reason;
import dev.imagespace.model.ModelDownloadException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a client of a web application is told. */
class ImageSpaceProblemsTests {
  private static final String SECRET = "/srv/private/anna.jpg";

  static Stream<Arguments> rejections() {
    return Stream.of(
        Arguments.of(image(Reason.MALFORMED_SOURCE), 400, "MALFORMED_SOURCE", null),
        Arguments.of(image(Reason.NOT_ALLOWED), 403, "NOT_ALLOWED", null),
        Arguments.of(image(Reason.TOO_LARGE), 413, "TOO_LARGE", null),
        Arguments.of(image(Reason.UNSUPPORTED), 415, "UNSUPPORTED", null),
        Arguments.of(image(Reason.DAMAGED), 422, "DAMAGED", null),
        Arguments.of(image(Reason.TOO_SLOW), 422, "TOO_SLOW", null),
        Arguments.of(image(Reason.BUSY), 503, "BUSY", "1"),
        Arguments.of(new NetworkBusyException(SECRET), 503, "BUSY", "1"),
        Arguments.of(new TextRejectedException(SECRET), 413, "TEXT_TOO_LONG", null),
        Arguments.of(new EmptyItemException(SECRET), 400, "EMPTY_ITEM", null),
        Arguments.of(
            new ModelDownloadException(ModelDownloadException.Reason.UNREACHABLE, SECRET),
            503,
            "MODEL_UNAVAILABLE",
            "30"));
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void aRejectionHasItsStatusAndAReasonForPrograms(
      RuntimeException rejection, int status, String reason, String retryAfter) {
    MvcTestResult answer = get(rejection);
    assertThat(answer).hasStatus(status);
    assertThat(answer).bodyJson().extractingPath("$.reason").isEqualTo(reason);
    assertThat(answer.getResponse().getHeader("Retry-After")).isEqualTo(retryAfter);
    assertThat(answer.getResponse().getContentType()).isEqualTo("application/problem+json");
    assertThat(answer).bodyText().doesNotContain(SECRET);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonIsAnswered(Reason reason) {
    assertThat(get(image(reason))).bodyJson().extractingPath("$.reason").isEqualTo(reason.name());
  }

  @Test
  void theyAreThereInWebApplicationsOfBothKindsWhereAskedFor() {
    AutoConfigurations web = AutoConfigurations.of(ImageSpaceWebAutoConfiguration.class);
    String on = "imagespace.problem-details.enabled=true";
    new WebApplicationContextRunner()
        .withConfiguration(web)
        .withPropertyValues(on)
        .run(app -> assertThat(app).hasSingleBean(ImageSpaceProblems.class));
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(web)
        .withPropertyValues(on)
        .run(app -> assertThat(app).hasSingleBean(ImageSpaceProblems.class));
    new WebApplicationContextRunner()
        .withConfiguration(web)
        .run(app -> assertThat(app).doesNotHaveBean(ImageSpaceProblems.class));
    new ApplicationContextRunner()
        .withConfiguration(web)
        .withPropertyValues(on)
        .run(app -> assertThat(app).doesNotHaveBean(ImageSpaceProblems.class));
  }

  private static ImageRejectedException image(Reason reason) {
    return new ImageRejectedException(reason, SECRET);
  }

  private static MvcTestResult get(RuntimeException rejection) {
    return MockMvcTester.create(
            MockMvcBuilders.standaloneSetup(
                    new Vectors(
                        () -> {
                          throw rejection;
                        }))
                .setControllerAdvice(new ImageSpaceProblems())
                .build())
        .get()
        .uri("/vector")
        .exchange();
  }

  @RestController
  static final class Vectors {
    private final Supplier<float[]> vector;

    Vectors(Supplier<float[]> vector) {
      this.vector = vector;
    }

    @GetMapping("/vector")
    float[] vector() {
      return vector.get();
    }
  }
}
