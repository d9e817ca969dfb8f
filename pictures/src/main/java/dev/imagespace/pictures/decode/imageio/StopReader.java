package dev.imagespace.pictures.decode.imageio;

import dev.imagespace.pictures.decode.DecodeBudget;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Aborts a reader from its own thread, the only one that every reader of the JDK obeys. */
record StopReader(DecodeBudget budget) implements IIOReadProgressListener {

  @Override
  public void imageProgress(ImageReader source, float percentageDone) {
    if (budget.isStopped()) {
      source.abort();
    }
  }

  @Override
  public void sequenceStarted(ImageReader source, int minIndex) {}

  @Override
  public void sequenceComplete(ImageReader source) {}

  @Override
  public void imageStarted(ImageReader source, int imageIndex) {}

  @Override
  public void imageComplete(ImageReader source) {}

  @Override
  public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

  @Override
  public void thumbnailProgress(ImageReader source, float percentageDone) {}

  @Override
  public void thumbnailComplete(ImageReader source) {}

  @Override
  public void readAborted(ImageReader source) {}
}
