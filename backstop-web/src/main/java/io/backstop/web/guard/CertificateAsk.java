package io.backstop.web.guard;

import io.backstop.domain.CustomDomains;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Tells the proxy in front whether to get a certificate for a host: 200 for an active domain, 404
 * for anything else and anybody else. One statement at most; asks no DNS, writes nothing.
 */
@WebServlet("/internal/tls/ask")
public class CertificateAsk extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient CustomDomains domains;
  @Inject private transient ClientAddress clients;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    String host = request.getParameter("domain");
    boolean served = host != null && clients.isInHouse(request) && domains.isServed(host);
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(served ? HttpServletResponse.SC_OK : HttpServletResponse.SC_NOT_FOUND);
  }
}
