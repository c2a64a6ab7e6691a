package io.backstop.it;

import io.backstop.demo.node.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A merchant's backend in one of the languages that snippets are given in: the snippet as it was
 * copied, and what it takes to run it and print what it returns.
 */
enum Program {
  NODE(
      "backend.js",
      "%s\nbackstopLink(backstopBundle(%s), '%s').then((link) => console.log(link ?? 'nothing'));",
      List.of("node", "--version"),
      List.of("node")),
  PYTHON(
      "backend.py",
      "%s\nprint(backstop_link(backstop_bundle(%s), \"%s\") or \"nothing\")",
      List.of("python3", "--version"),
      List.of("python3")),
  RUBY(
      "backend.rb",
      "%s\nputs backstop_link(backstop_bundle(%s), \"%s\") || \"nothing\"",
      List.of("ruby", "--version"),
      List.of("ruby")),
  PHP(
      "backend.php",
      "<?php\n%s\necho backstop_link(backstop_bundle(%s), \"%s\") ?? \"nothing\";",
      List.of("php", "--version"),
      List.of("php")),
  GO(
      "backend.go",
      """
      package main

      import ("bytes"; "crypto/hmac"; "crypto/sha256"; "encoding/hex"; "encoding/json"; "fmt"
        "net/http"; "os"; "time")

      %s

      func main() {
        link, err := backstopLink(backstopBundle(%s), "%s")
        if err != nil { panic(err) }
        if link == "" { link = "nothing" }
        fmt.Println(link)
      }
      """,
      List.of("go", "version"),
      List.of("go", "run")),
  JAVA(
      "Backend.java",
      """
      import java.io.IOException;
      import java.net.URI;
      import java.net.http.HttpClient;
      import java.net.http.HttpRequest;
      import java.net.http.HttpResponse;
      import java.nio.charset.StandardCharsets;
      import java.security.GeneralSecurityException;
      import java.time.Duration;
      import java.time.Instant;
      import java.util.HexFormat;
      import java.util.Map;
      import java.util.Optional;
      import java.util.regex.Matcher;
      import java.util.regex.Pattern;
      import java.util.stream.Collectors;
      import javax.crypto.Mac;
      import javax.crypto.spec.SecretKeySpec;

      class Backend {
      %s

        public static void main(String[] arguments) throws Exception {
          Optional<URI> link = backstopLink(backstopBundle(%s), "%s");
          System.out.println(link.map(URI::toString).orElse("nothing"));
        }
      }
      """,
      List.of(java(), "-version"),
      List.of(java())),
  CSHARP(
      "Program.cs",
      """
      using System.Net.Http.Json;
      using System.Security.Cryptography;
      using System.Text;
      using System.Text.Json;

      %s
      Console.WriteLine(await BackstopLink(new HttpClient(), BackstopBundle(%s), "%s") ?? "nothing");
      """,
      List.of("dotnet", "--version"),
      List.of("dotnet", "run"));

  private static final String PROJECT =
      """
      <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType>
      <TargetFramework>net%s.0</TargetFramework><Nullable>enable</Nullable>
      <ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>
      """;

  private final String file;
  private final String frame;
  private final List<String> probe;
  private final List<String> command;

  Program(String file, String frame, List<String> probe, List<String> command) {
    this.file = file;
    this.frame = frame;
    this.probe = probe;
    this.command = command;
  }

  /** What it printed, and whether it ended well. */
  record Run(int status, String output) {}

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Those that this machine can run; Java always, since a test is running. */
  static List<Program> found() {
    return Arrays.stream(values()).filter(Program::isHere).toList();
  }

  /** As the dashboard names its tab. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  private boolean isHere() {
    try {
      return execute(Path.of(System.getProperty("java.io.tmpdir")), probe, Map.of()).status() == 0;
    } catch (IOException notHere) {
      return false;
    }
  }

  /**
   * Runs {@code snippet} for these ids, and prints the link that it gets.
   *
   * @param secret what its environment holds
   */
  Run run(String snippet, String secret, String returnUrl, String... ids) throws IOException {
    String quote = this == NODE ? "'" : "\"";
    String arguments = String.join(", ", Arrays.stream(ids).map(id -> quote + id + quote).toList());
    Path directory = Files.createTempDirectory("backstop-snippet");
    try {
      Path source = directory.resolve(file);
      Files.writeString(source, frame.formatted(snippet, arguments, returnUrl));
      return execute(directory, line(directory), Map.of("BACKSTOP_EMBED_SECRET", secret));
    } finally {
      PrivateFiles.deleteTree(directory);
    }
  }

  /** What starts the program in {@code directory}; for C# that is a project there. */
  private List<String> line(Path directory) throws IOException {
    if (this == CSHARP) {
      String version = execute(directory, probe, Map.of()).output().split("\\.")[0].strip();
      Files.writeString(directory.resolve("backend.csproj"), PROJECT.formatted(version));
      return command;
    }
    return Stream.concat(command.stream(), Stream.of(file)).toList();
  }

  private static Run execute(Path directory, List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        throw new IllegalStateException(command + " does not end");
      }
      return new Run(process.exitValue(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
