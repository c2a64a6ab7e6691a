package io.backstop.web.hosted;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Templates are reached by forwarding; asked for from outside, there is nothing here. */
@WebFilter("/hosted/*")
public class ViewsAreNoPages extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Inject private Notices notices;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    notices.send(request, response, Notice.GONE, HttpServletResponse.SC_NOT_FOUND);
  }
}
