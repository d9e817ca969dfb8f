package dev.imagespace.pictures.decode.jpeg;

/** Where the blocks of a scan go. */
interface BlockTarget {

  /** The array that holds a block, which starts {@link #at} there. */
  short[] array(Component component);

  int at(Component component, int across, int down);

  /**
   * To be called once the block is read.
   *
   * @param places see {@link Places}
   */
  void done(Component component, int across, int down, int places);

  /** Keeps every coefficient, for the scans that follow. */
  BlockTarget KEPT =
      new BlockTarget() {
        @Override
        public short[] array(Component component) {
          return component.coefficients;
        }

        @Override
        public int at(Component component, int across, int down) {
          return component.block(across, down);
        }

        @Override
        public void done(Component component, int across, int down, int places) {}
      };
}
