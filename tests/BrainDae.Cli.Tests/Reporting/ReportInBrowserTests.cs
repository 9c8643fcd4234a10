using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Reporting;

/// <summary>The page as a reader meets it, in Debian's Chromium.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class ReportInBrowserTests
{
    private const int End = 35, Home = 36, ArrowUp = 38, PageDown = 34, Tab = 9;

    [Fact]
    public async Task Slices_move_by_slider_key_and_wheel_and_nothing_goes_wrong()
    {
        using var workspace = await Reported();
        await using var browser = await Chromium.Open(workspace["report.html"]);
        await browser.Until("document.getElementById('slice-text').textContent.startsWith('Slice ')");

        await browser.Evaluate("document.getElementById('stage').focus()");
        await browser.Press("Home", Home);
        Assert.Equal("0", await Slice(browser));
        var first = await Picture(browser);
        await browser.Press("ArrowUp", ArrowUp);
        await browser.Press("ArrowUp", ArrowUp);
        Assert.Equal("2", await Slice(browser));
        Assert.StartsWith("Slice 3 of ", await browser.Text("document.getElementById('slice-text').textContent"), StringComparison.Ordinal);
        Assert.NotEqual(first, await Picture(browser));
        await browser.Press("End", End);
        Assert.Equal(await browser.Text("document.getElementById('slice').max"), await Slice(browser));
        await browser.Press("PageDown", PageDown);
        Assert.Equal(10, int.Parse(await browser.Text("document.getElementById('slice').max")) - int.Parse(await Slice(browser)));

        await browser.Evaluate("(() => { const s = document.getElementById('slice'); s.value = 4; s.dispatchEvent(new Event('input')); })()");
        Assert.StartsWith("Slice 5 of ", await browser.Text("document.getElementById('slice-text').textContent"), StringComparison.Ordinal);
        await browser.WheelUntil("stage", -100, "document.getElementById('slice').value === '5'");
        await browser.WheelUntil("stage", 100, "document.getElementById('slice').value === '4'");
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Views_overlays_and_patients_change_the_picture()
    {
        using var workspace = await Reported();
        await using var browser = await Chromium.Open(workspace["report.html"]);
        await browser.Until("document.getElementById('slice-text').textContent.startsWith('Slice ')");
        await browser.Evaluate("document.getElementById('stage').focus()");
        var before = await Picture(browser);
        foreach (var key in new[] { "h", "t", "2", "5", "6" })
        {
            await browser.Press(key, char.ToUpperInvariant(key[0]), key);
            var after = await Picture(browser);
            Assert.True(before != after, $"'{key}' changed nothing");
            before = after;
        }

        Assert.Equal("score", await browser.Text("document.querySelector('#views input:checked').value"));
        var name = "document.getElementById('patient').selectedOptions[0].textContent";
        var worst = await browser.Text(name);
        await browser.Press("]", 221, "]");
        await browser.Until($"{name} !== {System.Text.Json.JsonSerializer.Serialize(worst)}");
        Assert.Equal("true", (await browser.Text("document.getElementById('next').disabled")).ToLowerInvariant());
        await browser.Evaluate("document.querySelector('button.open').click()");
        await browser.Until($"{name} === {System.Text.Json.JsonSerializer.Serialize(worst)}");
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_page_follows_the_system_until_its_own_button_is_pressed()
    {
        using var workspace = await Reported();
        await using var browser = await Chromium.Open(workspace["report.html"]);
        await browser.Prefer("dark");
        var dark = await Background(browser);
        await browser.Prefer("light");
        var light = await Background(browser);
        Assert.NotEqual(dark, light);
        await browser.Evaluate("document.getElementById('theme').click()");
        Assert.Equal(dark, await Background(browser));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_table_is_sorted_by_the_head_that_is_pressed()
    {
        using var workspace = await Reported();
        await using var browser = await Chromium.Open(workspace["report.html"]);
        const string names = "[...document.querySelectorAll('#patient-table tbody th')].map(th => th.dataset.value).join()";
        const string dice = "[...document.querySelectorAll('#patient-table tbody tr')].map(tr => tr.cells[1].dataset.value)";
        Assert.True((await browser.Evaluate($"{dice}.every((v, i, all) => i === 0 || Number(all[i - 1]) <= Number(v))")).GetBoolean());
        await browser.Evaluate("document.querySelectorAll('#patient-table .sort')[0].click()");
        var rising = await browser.Text(names);
        Assert.Equal(string.Join(',', rising.Split(',').Order(StringComparer.Ordinal)), rising);
        Assert.Equal("ascending", await browser.Text("document.querySelector('#patient-table th').ariaSort"));
        await browser.Evaluate("document.querySelectorAll('#patient-table .sort')[0].click()");
        Assert.Equal(string.Join(',', rising.Split(',').Reverse()), await browser.Text(names));
        Assert.Equal("descending", await browser.Text("document.querySelector('#patient-table th').ariaSort"));
        await browser.Evaluate("document.querySelectorAll('#patient-table .sort')[1].click()");
        Assert.True((await browser.Evaluate($"{dice}.every((v, i, all) => i === 0 || Number(all[i - 1]) <= Number(v))")).GetBoolean());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Everything_that_can_be_pressed_is_reached_by_tab_has_a_name_and_shows_the_focus()
    {
        using var workspace = await Reported();
        await using var browser = await Chromium.Open(workspace["report.html"]);
        await browser.Until("document.getElementById('slice-text').textContent.startsWith('Slice ')");
        Assert.Equal("", await browser.Text("""
            [...document.querySelectorAll("button, input, select, canvas[tabindex]")]
              .filter(e => !(e.ariaLabel || e.textContent.trim() || e.labels?.[0]?.textContent.trim())).map(e => e.outerHTML).join()
            """));
        HashSet<string> reached = [];
        for (var i = 0; i < 300 && !reached.Contains("show-prediction"); i++)
        {
            await browser.Press("Tab", Tab);
            reached.Add(await browser.Text("document.activeElement.id"));
            Assert.NotEqual("none", await browser.Text("document.activeElement === document.body ? '' : getComputedStyle(document.activeElement.name === 'view' ? document.activeElement.nextElementSibling : document.activeElement).outlineStyle"));
        }

        Assert.Empty(new[] { "theme", "patient", "next", "stage", "slice", "largest", "show-heat", "opacity", "show-truth", "show-prediction" }.Except(reached));
    }

    [Fact]
    public async Task A_page_without_slices_has_no_browser_and_no_error()
    {
        using var workspace = await Reported("--pictures", "0");
        await using var browser = await Chromium.Open(workspace["report.html"]);
        Assert.Equal("none", await browser.Text("getComputedStyle(document.getElementById('browser')).display"));
        Assert.Empty(browser.Complaints);
    }

    private static async Task<Workspace> Reported(params string[] more)
    {
        Assert.SkipWhen(Chromium.Program is null, "Chromium is not installed.");
        var workspace = await Workspace.WithModel();
        await CommandLine.Succeed(workspace.Evaluate());
        await CommandLine.Succeed(workspace.Report(["-o", workspace["report.html"], .. more]));
        return workspace;
    }

    private static Task<string> Slice(Chromium browser) => browser.Text("document.getElementById('slice').value");

    private static Task<string> Picture(Chromium browser) => browser.Text("document.getElementById('stage').toDataURL()");

    private static Task<string> Background(Chromium browser) => browser.Text("getComputedStyle(document.body).backgroundColor");
}
