using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace SparseCompile.Report.Tests;

/// <summary>A page that notes what it should not do: errors, and requests for anything but itself.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = [];
    private readonly ConcurrentQueue<string> _requests = [];

    /// <summary>Watches a page.</summary>
    public OpenedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => _faults.Enqueue(message.Type is "error" or "warning" ? message.Text : "");
        page.PageError += (_, error) => _faults.Enqueue(error);
        page.Request += (_, request) => _requests.Enqueue(request.Url);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Errors and warnings of the console.</summary>
    public IEnumerable<string> Faults => _faults.Where(fault => fault.Length > 0);

    /// <summary>Everything that was requested.</summary>
    public IEnumerable<string> Requests => _requests;

    /// <summary>Scrolls to a layer and waits until it is drawn.</summary>
    public async Task<ILocator> Layer(string name)
    {
        ILocator layer = Page.Locator(".layer").Filter(new LocatorFilterOptions { Has = Page.Locator("h3", new PageLocatorOptions { HasText = name }) }).First;
        await layer.ScrollIntoViewIfNeededAsync();
        await Page.WaitForFunctionAsync("section => section.dataset.ready === 'true'", await layer.ElementHandleAsync());
        return layer;
    }

    /// <summary>How many pixels of a canvas are not of its first pixel's color.</summary>
    public static Task<int> Drawn(ILocator canvas) => canvas.EvaluateAsync<int>("""
        canvas => {
          const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
          const counts = new Map();
          for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) || 0) + 1);
          return pixels.length - Math.max(...counts.values());
        }
        """);

    /// <summary>How many pixels of a canvas have the color of what is lit.</summary>
    public static Task<int> Lit(ILocator canvas) => canvas.EvaluateAsync<int>("""
        canvas => {
          const color = getComputedStyle(document.documentElement).getPropertyValue('--lit').trim();
          const [r, g, b] = [1, 3, 5].map(i => parseInt(color.slice(i, i + 2), 16));
          const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          let lit = 0;
          for (let i = 0; i < data.length; i += 4) lit += data[i] === r && data[i + 1] === g && data[i + 2] === b ? 1 : 0;
          return lit;
        }
        """);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
