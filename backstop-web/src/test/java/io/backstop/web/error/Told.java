package io.backstop.web.error;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a class tells the log, as it is written there. */
public final class Told extends Handler {

  private final Logger log;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public Told(Class<?> by) {
    log = Logger.getLogger(by.getName());
    log.addHandler(this);
  }

  /** Each with its level before it. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    log.removeHandler(this);
  }
}
