using EcgCmrNative.Engine;

namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>Makes two views of a sample. Not safe for several threads at once.</summary>
public interface IViewSource
{
    /// <summary>Rows that there are.</summary>
    int Count { get; }

    /// <summary>Numbers of a view.</summary>
    int Size { get; }

    /// <summary>The shape of so many views on the device.</summary>
    Shape Shape(int count);

    /// <summary>Makes both views, by draws that depend on seed, row and epoch alone.</summary>
    /// <param name="row">Row of the store.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="first">Receives the first view.</param>
    /// <param name="second">Receives the second view.</param>
    void Load(int row, int epoch, Span<float> first, Span<float> second);
}
