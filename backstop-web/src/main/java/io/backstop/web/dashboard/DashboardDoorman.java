package io.backstop.web.dashboard;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Puts {@link DashboardOnly} in the place of what Jakarta Security has registered for this
 * application, which is done by the time listeners are told of the start. Where there is nothing to
 * be found, everything stays as it is: right, only slower.
 */
@WebListener
public class DashboardDoorman implements ServletContextListener {

  /** The servlet container's layer (Jakarta Authentication, 3.1). */
  private static final String LAYER = "HttpServlet";

  private String registration;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    AuthConfigFactory factory = AuthConfigFactory.getFactory();
    // Jakarta Authentication, 3.2: the host and the path, with a blank between them.
    String application = context.getVirtualServerName() + " " + context.getContextPath();
    AuthConfigProvider everywhere = factory.getConfigProvider(LAYER, application, null);
    if (everywhere != null) {
      registration =
          factory.registerConfigProvider(
              new DashboardOnly(everywhere), LAYER, application, "Backstop: below /dashboard only");
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (registration != null) {
      AuthConfigFactory.getFactory().removeRegistration(registration);
    }
  }
}
