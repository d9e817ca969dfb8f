package dev.imagespace.sample.web;

import dev.imagespace.sample.SampleProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what pages of others make a browser ask: by a name of theirs that leads to this machine
 * (DNS rebinding), or from their page to this address (cross-site requests). A link to this
 * application is followed. Thread-safe.
 */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ForeignRequests extends OncePerRequestFilter {
  private static final String BYTE = "(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])";
  private static final Pattern ADDRESS =
      Pattern.compile("\\[[0-9a-f:.]+]|" + BYTE + "(?:\\." + BYTE + "){3}");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-f:.]+]|[^:@/\\[\\]\\s]+?)\\.?(?::\\d{1,5})?");
  private static final Pattern SOURCE = Pattern.compile("https?://([^/]*)(?:/.*)?");

  private final Set<String> allowedHosts;

  ForeignRequests(SampleProperties properties) {
    allowedHosts =
        properties.allowedHosts().stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String host = request.getHeader("Host");
    if (host == null || !isOurs(host, request)) {
      refuse(
          response,
          HttpStatus.MISDIRECTED_REQUEST,
          "The application does not answer to this host name; 'imagespace.sample.allowed-hosts' lists names besides localhost.");
    } else if (isOfAnotherSite(request, host)) {
      refuse(response, HttpStatus.FORBIDDEN, "Pages of other sites may only link to this one.");
    } else {
      chain.doFilter(request, response);
    }
  }

  /** An address in place of a name cannot be made to lead elsewhere. */
  private boolean isOurs(String header, HttpServletRequest request) throws IOException {
    Matcher host = HOST.matcher(header.toLowerCase(Locale.ROOT));
    if (!host.matches()) {
      return false;
    }
    String name = host.group(1);
    if (ADDRESS.matcher(name).matches()) {
      InetAddress address = InetAddress.getByName(name);
      return address.isLoopbackAddress()
          || address.equals(InetAddress.getByName(request.getLocalAddr()))
          || allowedHosts.contains(name);
    }
    return name.equals("localhost") || allowedHosts.contains(name);
  }

  /** By what the browser says, which no page can change; what is no browser says nothing. */
  private static boolean isOfAnotherSite(HttpServletRequest request, String host) {
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      boolean link = reads && "document".equals(request.getHeader("Sec-Fetch-Dest"));
      return !site.equals("same-origin") && !site.equals("none") && !link;
    }
    String origin = request.getHeader("Origin");
    String source = origin == null && !reads ? request.getHeader("Referer") : origin;
    return source != null && !host.equalsIgnoreCase(hostOf(source));
  }

  private static @Nullable String hostOf(String source) {
    Matcher parts = SOURCE.matcher(source);
    return parts.matches() ? parts.group(1) : null;
  }

  private static void refuse(HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    String problem = "{\"status\":%d,\"detail\":\"%s\"}".formatted(status.value(), detail);
    response.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
  }
}
