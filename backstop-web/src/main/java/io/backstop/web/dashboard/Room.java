package io.backstop.web.dashboard;

import jakarta.servlet.ServletException;
import java.io.IOException;

/** One page and the actions that belong to it. It sees only members who may do what they ask. */
public interface Room {

  /** Whether it is the room of {@code page}, a route that is a GET. */
  boolean isOf(Route page);

  /** Answers. */
  void answer(DashboardCall call) throws ServletException, IOException;
}
