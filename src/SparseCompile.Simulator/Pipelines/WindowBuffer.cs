using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Pipelines;

/// <summary>Line buffers: as many rows of padded pixels as a window is high, and where the walk is.</summary>
internal sealed class WindowBuffer
{
    private readonly WindowInfo? _window;
    private readonly int _beats;
    private readonly float[]?[] _pixels;
    private readonly int _height;
    private readonly int _width;
    private int _y;
    private int _x;
    private int _lastY;
    private int _lastX;

    /// <summary>The buffer of a window; without one, each of some beats is a window of its own.</summary>
    public WindowBuffer(WindowInfo? window, int beats)
    {
        _window = window;
        _beats = beats;
        _height = window?.Y.Extent ?? 1;
        _width = window?.X.Extent ?? beats;
        _pixels = new float[]?[(window?.Y.Reach ?? 1) * _width];
    }

    /// <summary>The next position is a pixel of the input, not padding.</summary>
    public bool WantsBeat => _window is null || (Inside(_window.Y, _y) && Inside(_window.X, _x));

    /// <summary>The number of the position that was completed last: which output it is for.</summary>
    public int Completed { get; private set; } = -1;

    /// <summary>Goes one position on.</summary>
    /// <param name="beat">The pixel; null for padding.</param>
    /// <returns>Whether a window is complete.</returns>
    public bool Step(float[]? beat)
    {
        if (_y == 0 && _x == 0)
        {
            Completed = -1;
        }

        int rows = _window?.Y.Reach ?? 1;
        _pixels[(_y % rows * _width) + _x] = beat;
        bool completes = _window is null || (Completes(_window.Y, _y) && Completes(_window.X, _x));
        Completed += completes ? 1 : 0;
        (_lastY, _lastX) = (_y, _x);
        _x++;
        if (_x == _width)
        {
            (_x, _y) = (0, (_y + 1) % _height);
        }

        return completes;
    }

    /// <summary>The pixel under a tap of the window that was completed last; null for padding.</summary>
    public float[]? Pixel(int tap)
    {
        if (_window is null)
        {
            return _pixels[_lastX];
        }

        int y = _lastY - (_window.Y.Reach - 1) + (tap / _window.X.Kernel * _window.Y.Dilation);
        int x = _lastX - (_window.X.Reach - 1) + (tap % _window.X.Kernel * _window.X.Dilation);
        return _pixels[(y % _window.Y.Reach * _width) + x];
    }

    private static bool Inside(AxisInfo axis, int position) => position >= axis.PadBefore && position < axis.PadBefore + axis.Inputs;

    private static bool Completes(AxisInfo axis, int position)
    {
        int first = position - (axis.Reach - 1);
        return first >= 0 && first % axis.Stride == 0 && first / axis.Stride < axis.Outputs;
    }
}
