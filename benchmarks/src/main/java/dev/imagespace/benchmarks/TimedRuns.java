package dev.imagespace.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Runs what standard input names, {@code exact|fast picture times}, and prints nanoseconds. */
public final class TimedRuns {
  private TimedRuns() {}

  public static void main(String[] arguments) throws IOException {
    BytesToTensor benchmark = new BytesToTensor();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    // What nobody reads need not be computed.
    float sum = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 3);
      benchmark.picture = words[1];
      benchmark.read();
      StringBuilder times = new StringBuilder();
      for (int i = Integer.parseInt(words[2]); i > 0; i--) {
        long start = System.nanoTime();
        sum += "fast".equals(words[0]) ? benchmark.fast()[0] : benchmark.exact()[0];
        times.append(System.nanoTime() - start).append(' ');
      }
      System.out.println(times.toString().strip());
    }
    System.err.println("Sum of the first floats: " + sum);
  }
}
