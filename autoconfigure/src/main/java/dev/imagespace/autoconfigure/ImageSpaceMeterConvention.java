package dev.imagespace.autoconfigure;

import dev.imagespace.event.BatchRun;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageLoad;
import io.micrometer.core.instrument.Tags;

/** Which tags the meters of a space have. A bean of the application replaces the default. */
public interface ImageSpaceMeterConvention {

  /** Of a picture that was loaded or rejected. */
  Tags ofPicture(String space, ImageLoad load);

  /** Of a batch that was run or failed. */
  Tags ofBatch(String space, BatchRun run);

  /** Of whatever else belongs to one tower of a space. */
  Tags ofTower(String space, Towers tower);

  /** Of what belongs to a space as a whole. */
  Tags ofSpace(String space);
}
