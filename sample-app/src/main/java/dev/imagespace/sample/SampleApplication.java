package dev.imagespace.sample;

import dev.imagespace.sample.command.CommandApplication;
import java.io.IOException;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the web server, or runs the command that is given. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class SampleApplication {

  public static void main(String... arguments) throws IOException {
    CommandApplication.run(SampleApplication.class, arguments).ifPresent(System::exit);
  }
}
