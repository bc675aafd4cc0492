using Microsoft.Playwright;
using SparseCompile.Cli;
using SparseCompile.Testing;

namespace SparseCompile.Report.Tests;

/// <summary>Headless Chromium, and the report of the keyword network: made once for all tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Debian's browser; null where it is not installed.</summary>
    public static string? Path { get; } = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>The report of the keyword network.</summary>
    public string Report { get; private set; } = "";

    /// <summary>The report of the network that is spelled out in statements.</summary>
    public string Tiny { get; private set; } = "";

    /// <summary>Opens a report.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Width of the window.</param>
    /// <param name="isDark">The system's theme is dark.</param>
    internal async Task<OpenedPage> Open(string path, int width = 1280, bool isDark = false)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        OpenedPage opened = new(context, await context.NewPageAsync());
        await opened.Page.GotoAsync("file://" + path);
        return opened;
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        if (Path is null)
        {
            return;
        }

        Report = Write("samples/KeywordSpotting/weights/block-winners.npz", "report.html");
        Tiny = Write("samples/Inspect/weights/tiny.npz", "tiny.html");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _folder.Dispose();
    }

    private string Write(string weights, string name)
    {
        using StringWriter output = new(), errors = new();
        CommandLine.Invoke(["inspect", System.IO.Path.Combine(Repository.Root, weights), "--html", _folder.PathOf(name)], output, errors).ShouldBe(0, errors.ToString());
        return _folder.PathOf(name);
    }
}
