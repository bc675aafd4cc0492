using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SparseCompile.Report.Tests;

/// <summary>The page as people open it.</summary>
public sealed class ReportTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserFact]
    public void The_keyword_networks_page_is_smaller_than_5_MB() => new FileInfo(browser.Report).Length.ShouldBeLessThan(5 * 1024 * 1024);

    [BrowserFact]
    public async Task Nothing_is_requested_and_no_error_is_logged()
    {
        await using OpenedPage opened = await browser.Open(browser.Report);
        foreach (string layer in new[] { "conv1", "conv2", "fc1", "fc2" })
        {
            await opened.Layer(layer);
        }

        opened.Faults.ShouldBeEmpty();
        opened.Requests.ShouldAllBe(url => url == "file://" + browser.Report || url.StartsWith("blob:", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Maps_schedules_and_charts_are_drawn()
    {
        await using OpenedPage opened = await browser.Open(browser.Report);
        foreach (string name in new[] { "conv1", "conv2", "fc1", "fc2" })
        {
            ILocator layer = await opened.Layer(name);
            ILocator canvases = layer.Locator("canvas");
            for (int i = 0; i < await canvases.CountAsync(); i++)
            {
                // A dense layer fills its map, and a schedule without idle lanes its own: the signs of weights and the gaps between lanes remain.
                (await OpenedPage.Drawn(canvases.Nth(i))).ShouldBeGreaterThan(500, $"{name}, canvas {i}");
            }

            (await layer.Locator(".chart canvas").CountAsync()).ShouldBe(3, name);
        }
    }

    [BrowserFact]
    public async Task Pointing_at_a_statement_lights_what_it_executes()
    {
        await using OpenedPage opened = await browser.Open(browser.Tiny);
        ILocator layer = await opened.Layer("fc1");
        ILocator map = layer.Locator(".map canvas"), schedule = layer.Locator(".schedule canvas");
        (await OpenedPage.Lit(map)).ShouldBe(0);

        await layer.Locator(".line[data-s]").First.HoverAsync();

        string text = await layer.Locator(".map output").InnerTextAsync();
        text.ShouldMatch("This statement executes [1-8] of the 8 non-zeros");
        (await OpenedPage.Lit(map)).ShouldBeGreaterThan(100);
        (await OpenedPage.Lit(schedule)).ShouldBeGreaterThan(100);
    }

    [BrowserFact]
    public async Task Pointing_at_a_non_zero_lights_its_statement_and_its_step()
    {
        await using OpenedPage opened = await browser.Open(browser.Tiny);
        ILocator layer = await opened.Layer("fc1");
        ILocator schedule = layer.Locator(".schedule canvas");
        LocatorBoundingBoxResult box = (await schedule.BoundingBoxAsync())!;

        // The first lane of the first step works.
        await schedule.HoverAsync(new LocatorHoverOptions { Position = new Position { X = 4, Y = 4 } });

        (await layer.Locator(".line.lit").CountAsync()).ShouldBeGreaterThan(0);
        (await layer.Locator(".map output").InnerTextAsync()).ShouldContain("step 0, lane 0");
        (await OpenedPage.Lit(layer.Locator(".map canvas"))).ShouldBeGreaterThan(0);
        box.Width.ShouldBeGreaterThan(100);
    }

    [BrowserFact]
    public async Task The_keyboard_reaches_statements_and_moves_maps()
    {
        await using OpenedPage opened = await browser.Open(browser.Tiny);
        ILocator layer = await opened.Layer("fc1");

        await layer.Locator(".line[tabindex]").First.FocusAsync();
        (await layer.Locator(".line.lit").CountAsync()).ShouldBeGreaterThan(0);

        ILocator map = layer.Locator(".map canvas");
        int before = await OpenedPage.Drawn(map);
        await map.FocusAsync();
        await opened.Page.Keyboard.PressAsync("+");
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        (await OpenedPage.Drawn(map)).ShouldNotBe(before);
        await opened.Page.Keyboard.PressAsync("0");
        (await OpenedPage.Drawn(map)).ShouldBe(before);
    }

    [BrowserFact]
    public async Task The_plans_order_is_another_picture_where_rows_were_moved()
    {
        await using OpenedPage opened = await browser.Open(browser.Tiny);
        ILocator layer = await opened.Layer("fc1");
        if (await layer.Locator("input[value=plan]").CountAsync() == 0)
        {
            (await layer.Locator(".map").InnerTextAsync()).ShouldContain("The plan keeps the file's order.");
            return;
        }

        byte[] before = await layer.Locator(".map canvas").ScreenshotAsync();
        await layer.Locator("input[value=plan]").CheckAsync(new LocatorCheckOptions { Force = true });
        (await layer.Locator(".map canvas").ScreenshotAsync()).ShouldNotBe(before);
    }

    [BrowserFact]
    public async Task The_theme_follows_the_system_and_the_button()
    {
        await using OpenedPage opened = await browser.Open(browser.Tiny, isDark: true);
        string dark = await Background(opened);
        await opened.Page.Locator("#theme").ClickAsync();
        string light = await Background(opened);

        dark.ShouldBe("rgb(14, 16, 21)");
        light.ShouldBe("rgb(246, 246, 243)");
    }

    [BrowserFact]
    public async Task On_a_phone_nothing_but_tables_and_code_is_wider_than_the_screen()
    {
        await using OpenedPage opened = await browser.Open(browser.Report, width: 390);
        await opened.Layer("fc1");

        (await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(390);
    }

    [BrowserFact]
    public async Task Axe_finds_no_serious_fault()
    {
        foreach (bool isDark in new[] { false, true })
        {
            await using OpenedPage opened = await browser.Open(browser.Report, isDark: isDark);
            await opened.Layer("fc2");

            AxeResult result = await opened.Page.RunAxe();

            string[] faults = [.. result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{violation.Id}: {violation.Help}: {violation.Nodes[0].Html}")];
            faults.ShouldBeEmpty();
        }
    }

    private static Task<string> Background(OpenedPage opened) => opened.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
