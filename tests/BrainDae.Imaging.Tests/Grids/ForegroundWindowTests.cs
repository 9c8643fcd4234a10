using BrainDae.Imaging.Grids;

namespace BrainDae.Imaging.Tests.Grids;

public sealed class ForegroundWindowTests
{
    [Fact]
    public void Smallest_rectangle_holds_every_foreground_pixel()
    {
        var foreground = new byte[64];
        foreground[2 * 8 + 5] = foreground[4 * 8 + 1] = foreground[3 * 8 + 6] = 1;

        Assert.Equal(new ForegroundWindow(2, 1, new(3, 6)), ForegroundWindow.Around(foreground, 8));
        Assert.Equal(new ForegroundWindow(0, 0, new(8, 8)), ForegroundWindow.Around(Enumerable.Repeat((byte)1, 64).ToArray(), 8));
    }

    [Theory]
    [InlineData(2, 3, 1, 2, 4, 4, 1, 2)] // grows evenly around its middle
    [InlineData(0, 0, 2, 2, 4, 4, 0, 0)] // is moved in at the low border
    [InlineData(6, 6, 2, 2, 4, 4, 4, 4)] // and at the high one
    [InlineData(1, 1, 6, 6, 4, 4, 2, 2)] // shrinks around its middle
    public void Window_is_centred_and_stays_inside(int x, int y, int rows, int columns, int toRows, int toColumns, int expectedX, int expectedY) =>
        Assert.Equal(new(expectedX, expectedY, new(toRows, toColumns)), new ForegroundWindow(x, y, new(rows, columns)).Resized(new(toRows, toColumns), 8));

    [Fact]
    public void Slice_without_foreground_gives_a_window_in_the_middle() =>
        Assert.Equal(new(2, 2, new(4, 4)), ForegroundWindow.Around(new byte[64], 8).Resized(new(4, 4), 8));

    [Fact]
    public void Copy_out_and_back_moves_the_window_alone()
    {
        float[] planes = [.. Enumerable.Range(0, 2 * 36).Select(i => (float)i)];
        var window = new ForegroundWindow(1, 2, new(2, 3));
        var copied = new float[2 * 6];
        window.CopyFrom(planes, copied, 6);
        Assert.Equal([8f, 9, 10, 14, 15, 16, 44, 45, 46, 50, 51, 52], copied);

        var mirrored = new float[2 * 6];
        window.CopyFrom(planes, mirrored, 6, mirror: true);
        Assert.Equal([14f, 15, 16, 8, 9, 10, 50, 51, 52, 44, 45, 46], mirrored);

        var target = Enumerable.Repeat(-1f, planes.Length).ToArray();
        window.CopyTo(copied, target, 6);
        Assert.All(target.Index(), p => Assert.Equal(copied.Contains(p.Index) ? p.Index : -1f, p.Item));
    }
}
