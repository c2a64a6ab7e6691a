package io.backstop.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What answers below {@code /api/v1}. */
@ApplicationPath("/api/v1")
public class ApiApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        ApiDoor.class,
        RefusalAnswer.class,
        WebFailureAnswer.class,
        DefectAnswer.class,
        DomainResource.class,
        SettingsResource.class,
        StyleSheetResource.class);
  }
}
