package dev.imagespace.sample.command;

import java.io.IOException;
import org.springframework.beans.factory.BeanFactory;

/** One thing that the command line was asked to do, its options already checked. Immutable. */
interface Command {

  /** What has to be started for it: the whole application, or less. */
  default Class<?> application(Class<?> whole) {
    return whole;
  }

  /** Asks for the beans that it needs, so that nothing else is started; gives the exit code. */
  int run(BeanFactory beans, Terminal terminal) throws IOException;
}
