package dev.imagespace.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class Int8ProductsTests {
  private static final String CASCADE_LAKE = "flags\t\t: fpu sse4_2 avx2 avx512f avx512_vnni pku";
  private static final String ALDER_LAKE = "flags\t\t: fpu sse4_2 avx2 avx_vnni sha_ni";
  private static final String HASWELL = "flags\t\t: fpu sse4_2 avx2 bmi2";

  @Test
  void vnniAddsInThirtyTwoBits() {
    assertThat(Int8Products.of("amd64", List.of("processor\t: 0", CASCADE_LAKE)))
        .isEqualTo(Int8Products.EXACT);
    assertThat(Int8Products.of("amd64", List.of(ALDER_LAKE))).isEqualTo(Int8Products.EXACT);
  }

  @Test
  void x86WithoutItSaturates() {
    assertThat(Int8Products.of("amd64", List.of(HASWELL))).isEqualTo(Int8Products.SATURATING);
  }

  @Test
  void anUnknownX86IsTakenToSaturate() {
    assertThat(Int8Products.of("x86_64", List.of())).isEqualTo(Int8Products.SATURATING);
  }

  @Test
  void armDoesNotSaturate() {
    assertThat(Int8Products.of("aarch64", List.of())).isEqualTo(Int8Products.EXACT);
  }

  @Test
  void sevenBitsKeepTwoProductsWithinSixteen() {
    int weight = DynamicInt8.on(Int8Products.SATURATING).largest();
    assertThat(2 * 255 * weight).isLessThanOrEqualTo(Short.MAX_VALUE);
    assertThat(DynamicInt8.on(Int8Products.EXACT).largest()).isEqualTo(Byte.MAX_VALUE);
  }
}
