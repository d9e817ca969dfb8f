package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.event.SpaceStatistics;
import dev.imagespace.execution.NetworkBusyException;
import dev.imagespace.execution.Towers;
import dev.imagespace.model.ModelDownload;
import dev.imagespace.model.ModelDownload.State;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelInfo;
import dev.imagespace.model.ModelOrigin;
import dev.imagespace.model.WeightLicence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Whether operators are told the truth, by spaces that are broken on purpose. */
class ImageSpaceHealthTests {
  private static final float[] UNIT = {0.6f, 0.8f};

  private final ImageSpace space = mock(ImageSpace.class);
  private final ArrivingWeights arriving = new ArrivingWeights();

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ImageSpaceAutoConfiguration.class, ImageSpaceHealthAutoConfiguration.class))
          .withPropertyValues("imagespace.model=" + Goldens.file("models/st-tiny-vit"));

  @Test
  void aModelThatAnswersIsUp() {
    context
        .withPropertyValues("imagespace.health.deadline=60s")
        .run(
            app -> {
              Health health = app.getBean(ImageSpaceHealthIndicator.class).health();
              assertThat(health.getStatus()).isEqualTo(Status.UP);
              assertThat(details(health, "default"))
                  .containsEntry("answer", "right")
                  .containsEntry("weights", "present");
              assertThat(app.getBean(ImageSpace.class).loadedTowers()).isEqualTo(Towers.BOTH);
            });
  }

  @Test
  void whoseWeightsAreFreedIsNotWokenForTheSakeOfHealth() {
    context
        .withPropertyValues("imagespace.release-after=1h")
        .run(
            app -> {
              assertThat(app.getBean(ImageSpaceHealthIndicator.class).health().getStatus())
                  .isEqualTo(Status.UP);
              assertThat(app.getBean(ImageSpace.class).loadedTowers()).isEqualTo(Towers.NONE);
            });
  }

  @Test
  void aModelThatGivesWrongVectorsIsDown() {
    answers(new float[] {Float.NaN, 1});
    Health health = indicator(Duration.ofSeconds(10)).health();
    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void aModelThatThrowsIsDownAndItsMessageUntold() {
    answers(UNIT);
    when(space.embed(any(ImageData.class))).thenThrow(new IllegalStateException("/secret"));
    Health health = indicator(Duration.ofSeconds(10)).health();
    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
    assertThat(details(health, "default")).containsEntry("answer", "IllegalStateException");
    assertThat(health.getDetails().toString()).doesNotContain("/secret");
  }

  @Test
  void aModelWithMoreToDoThanItCanIsOutOfServiceAndNotDown() {
    answers(UNIT);
    when(space.embed(any(ImageData.class))).thenThrow(new NetworkBusyException("busy"));
    assertThat(indicator(Duration.ofSeconds(10)).health().getStatus())
        .isEqualTo(Status.OUT_OF_SERVICE);
  }

  @Test
  void aModelThatHangsIsOutOfServiceAtTheDeadlineAndAskedOnce() {
    answers(UNIT);
    CountDownLatch held = new CountDownLatch(1);
    when(space.embed(any(ImageData.class)))
        .thenAnswer(
            call -> {
              held.await();
              return UNIT;
            });
    ImageSpaceHealthIndicator indicator = indicator(Duration.ofMillis(50));
    assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    held.countDown();
    verify(space, times(1)).embedTexts(any(), any());
  }

  @Test
  void anAnswerHoldsForAWhile() {
    answers(UNIT);
    ImageSpaceHealthIndicator indicator = indicator(Duration.ofSeconds(10));
    assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    verify(space, times(1)).embed(any(ImageData.class));
  }

  @Test
  void weightsThatArriveAreOutOfServiceAndThoseThatFailAreDownAndNothingWaitsForThem() {
    answers(UNIT);
    arriving.onDownload(download(State.PROGRESS));
    Health health = indicator(Duration.ofSeconds(10)).health();
    assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(details(health, "default")).containsEntry("weights", "arriving, 50 %");

    arriving.onDownload(download(State.FAILED));
    assertThat(indicator(Duration.ofSeconds(10)).health().getStatus()).isEqualTo(Status.DOWN);
    verify(space, times(0)).embedTexts(any(), any());

    arriving.onDownload(download(State.FINISHED));
    assertThat(indicator(Duration.ofSeconds(10)).health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void readinessAsksTheModelsAndLivenessDoesNot() {
    HealthEndpointGroup availability = mock(HealthEndpointGroup.class);
    HealthEndpointGroups groups =
        HealthEndpointGroups.of(
            availability, Map.of("readiness", availability, "liveness", availability));
    context.run(
        app -> {
          HealthEndpointGroups processed =
              app.getBean(HealthEndpointGroupsPostProcessor.class)
                  .postProcessHealthEndpointGroups(groups);
          assertThat(group(processed, "liveness").isMember("imagespace")).isFalse();
          assertThat(group(processed, "readiness").isMember("imagespace")).isTrue();
          assertThat(group(processed, "readiness").isMember("db")).isFalse();
        });
    context
        .withPropertyValues("management.endpoint.health.group.readiness.include=readinessState")
        .run(
            app ->
                assertThat(
                        app.getBean(HealthEndpointGroupsPostProcessor.class)
                            .postProcessHealthEndpointGroups(groups))
                    .isSameAs(groups));
  }

  @Test
  void withoutTheHealthModuleOrWhereDisabledThereIsNone() {
    context
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
        .run(app -> assertThat(app).hasNotFailed().hasSingleBean(ImageSpace.class));
    context
        .withPropertyValues("management.health.imagespace.enabled=false")
        .run(app -> assertThat(app).doesNotHaveBean(ImageSpaceHealthIndicator.class));
  }

  private static HealthEndpointGroup group(HealthEndpointGroups groups, String name) {
    return Objects.requireNonNull(groups.get(name));
  }

  private ImageSpaceHealthIndicator indicator(Duration deadline) {
    return new ImageSpaceHealthIndicator(
        () -> Map.of("default", space),
        arriving,
        new ImageSpaceHealthProperties(Towers.BOTH, deadline, Duration.ofMinutes(5)),
        false);
  }

  private void answers(float[] vector) {
    ModelOrigin origin = mock(ModelOrigin.class);
    when(origin.repository()).thenReturn("owner/tiny");
    when(space.modelInfo())
        .thenReturn(
            new ModelInfo(
                "owner/tiny",
                ModelHandler.OPEN_CLIP,
                "",
                2,
                0,
                "",
                "",
                77,
                origin,
                Path.of("."),
                "",
                WeightLicence.OWN,
                true));
    when(space.statistics()).thenReturn(new SpaceStatistics(0, 0, 0, 0, 0, Towers.BOTH, 0, 0));
    when(space.length()).thenReturn(2);
    when(space.embedTexts(any(), any())).thenReturn(List.of(vector));
    when(space.embed(any(ImageData.class))).thenReturn(vector);
  }

  private static ModelDownload download(State state) {
    return new ModelDownload(
        "owner/tiny@c",
        "model.safetensors",
        1,
        2,
        1,
        state,
        state == State.FAILED ? "on purpose" : null);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> details(Health health, String space) {
    return (Map<String, Object>) Objects.requireNonNull(health.getDetails().get(space));
  }
}
