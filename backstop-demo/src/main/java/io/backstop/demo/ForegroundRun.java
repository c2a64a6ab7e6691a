package io.backstop.demo;

import io.backstop.demo.node.EndWithParent;
import io.backstop.demo.node.NodeStartFailed;
import io.backstop.demo.node.PayaraMicroNode;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The launcher's life: checks, starts, stays in the foreground, ends everything. */
public final class ForegroundRun {
  private final Terminal terminal = new Terminal(System.out);
  private final Parts parts = new Parts();

  private ForegroundRun() {}

  /** Called by {@link Launcher} once Java is known to be new enough. */
  public static void main(String[] arguments) throws InterruptedException {
    if (List.of(arguments).contains("--end-with-input")) {
      EndWithParent.watch();
    }
    System.exit(new ForegroundRun().run().code());
  }

  private ExitCode run() throws InterruptedException {
    Thread end = new Thread(this::end, "end-all");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      LauncherSettings settings = LauncherSettings.read(System.getenv());
      PayaraMicroNode node =
          new Stack(settings, Distribution.besideTheJar(), parts, terminal).start();
      node.process().onExit().join();
      if (!parts.ending()) {
        terminal.failure("Its server has ended by itself.", node.logTail());
      }
      return ExitCode.SERVER_ENDED;
    } catch (LaunchRefused e) {
      terminal.failure(e.getMessage(), List.of());
      return e.exitCode();
    } catch (Parts.Ending e) {
      return awaitEnd();
    } catch (NodeStartFailed e) {
      return parts.ending() ? awaitEnd() : failed(e.getMessage(), e.logTail());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return parts.ending() ? awaitEnd() : failed(String.valueOf(e), List.of());
    }
  }

  private ExitCode failed(String sentence, List<String> logTail) {
    terminal.failure(sentence, logTail);
    return ExitCode.START_FAILED;
  }

  /** A signal ends this JVM as soon as its shutdown hooks are through; nothing is left to do. */
  private static ExitCode awaitEnd() throws InterruptedException {
    new CountDownLatch(1).await();
    throw new IllegalStateException("The JVM has ended");
  }

  private void end() {
    boolean something = parts.any();
    if (something) {
      terminal.say("");
      terminal.say("Stopping everything ...");
    }
    try {
      parts.end();
      if (something) {
        terminal.say("Everything is stopped.");
      }
    } catch (Exception e) {
      terminal.say("Not everything ended as it should: " + e);
    }
  }
}
