package dev.imagespace.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The examples of protobuf's encoding guide, and the edges of its numbers. */
class ProtoTests {

  @Test
  void aNumberIsSevenBitsAByte() {
    assertThat(new Proto().number(1, 150).toBytes()).containsExactly(0x08, 0x96, 0x01);
  }

  @Test
  void aNegativeNumberTakesTenBytes() {
    assertThat(new Proto().number(1, -1).toBytes())
        .containsExactly(0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01);
  }

  @Test
  void aFieldBeyondFifteenHasTwoBytesOfTag() {
    assertThat(new Proto().number(20, 1).toBytes()).containsExactly(0xa0, 0x01, 0x01);
  }

  @Test
  void textAndMessagesAreLedByTheirLength() {
    assertThat(new Proto().text(2, "testing").toBytes())
        .containsExactly(0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67);
    assertThat(new Proto().message(3, new Proto().number(1, 150)).toBytes())
        .containsExactly(0x1a, 0x03, 0x08, 0x96, 0x01);
  }

  @Test
  void aFloatIsFourBytesLowestFirst() {
    assertThat(new Proto().number(2, 1f).toBytes()).containsExactly(0x15, 0, 0, 0x80, 0x3f);
  }
}
