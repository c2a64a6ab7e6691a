package io.backstop.it;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One browser for a class of tests, and in it a page of each test's own, of somebody without
 * cookies. What the browser has fetched it may keep from one test to the next, unless somebody else
 * comes in: a person of one's own costs a second of a processor's time.
 */
@ExtendWith(StageExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InBrowser {

  final Stage stage;
  Page page;
  private Browser browser;
  private BrowserContext usual;
  private BrowserContext person;

  InBrowser(Stage stage) {
    this.stage = stage;
  }

  @BeforeAll
  void openBrowser() {
    browser = opened();
    usual = browser.person();
  }

  /** The browser of the class. */
  Browser opened() {
    return Browser.open();
  }

  @AfterAll
  void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void somebodyComesIn() {
    page = usual.newPage();
  }

  /** Lets somebody in whose browser is set like this, in place of whoever is there. */
  final void comeIn(NewContextOptions options) {
    leave();
    person = browser.person(options);
    page = person.newPage();
  }

  /** Somebody else, beside whoever is there. */
  final BrowserContext person() {
    return browser.person();
  }

  @AfterEach
  final void leave() {
    if (person != null) {
      person.close();
      person = null;
    }
    List.copyOf(usual.pages()).forEach(Page::close);
    usual.clearCookies();
  }
}
