package io.backstop.web.hosted;

import io.backstop.brand.CustomCss;
import io.backstop.brand.CustomSheet;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;

/** Where a workspace's own style sheet is found. */
@ApplicationScoped
class CustomSheets {

  private CustomCss css;
  private ServletContext context;

  /** For CDI's proxy. */
  CustomSheets() {}

  @Inject
  CustomSheets(CustomCss css, ServletContext context) {
    this.css = css;
    this.context = context;
  }

  /** Its address, which changes with what it says; an empty text where there is none. */
  String address(Workspace workspace) {
    return css.served(workspace)
        .map(CustomSheet::digest)
        .map(digest -> "/brand/" + workspace.slug() + "/" + digest + ".css")
        .map(context.getContextPath()::concat)
        .orElse("");
  }
}
