using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Models.Objectives.Multimodal;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Explanation;

/// <summary>
/// Maps of the agreement between an image and its ECG, in either: cosines of each place's projection with the other side's, over
/// a temperature. Local features are those before pooling, resampled to a finer grid, then projected like the pooled ones.
/// </summary>
public sealed class LocalizationMaps
{
    private LocalizationMaps(Shape imageShape, double[] image, Shape ecgShape, double[] ecg, double[] pairwise)
    {
        (ImageShape, Image, EcgShape, Ecg, Pairwise) = (imageShape, image, ecgShape, ecg, pairwise);
    }

    /// <summary>[batch, rows, columns].</summary>
    public Shape ImageShape { get; }

    /// <summary>How each place of the image agrees with the whole ECG; of shape <see cref="ImageShape"/>.</summary>
    public double[] Image { get; }

    /// <summary>[batch, leads, times].</summary>
    public Shape EcgShape { get; }

    /// <summary>How each lead and time of the ECG agrees with the whole image; of shape <see cref="EcgShape"/>.</summary>
    public double[] Ecg { get; }

    /// <summary>How each time agrees with each place, averaged over the leads: [batch, times, rows, columns].</summary>
    public double[] Pairwise { get; }

    /// <summary>Computes the maps of pairs; the model should not be in training mode.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">[batch, height, width, channels].</param>
    /// <param name="ecg">[batch, channels, leads, samples]; row i belongs to image i.</param>
    /// <param name="options">Upsampling and temperature; the defaults when null.</param>
    public static LocalizationMaps Of(MultimodalModel model, Tensor images, Tensor ecg, LocalizationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        options ??= new LocalizationOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Upsampling, 1);
        using var scope = TensorScope.Open();
        var imagePlaces = ImagePlaces(model, images, options);
        var ecgPlaces = EcgPlaces(model, ecg, options);
        var (batch, width) = (images.Shape[0], imagePlaces.Shape.Last);
        var imageShape = new Shape(batch, imagePlaces.Shape[1], imagePlaces.Shape[2]);
        var ecgShape = new Shape(batch, ecgPlaces.Shape[1], ecgPlaces.Shape[2]);
        var (localImage, localEcg) = (imagePlaces.ToDoubles(), ecgPlaces.ToDoubles());
        var image = Agreement(localImage, model.ProjectEcg(ecg).L2Normalize().ToDoubles(), batch, width, options);
        var signal = Agreement(localEcg, model.ProjectImages(images).L2Normalize().ToDoubles(), batch, width, options);
        return new LocalizationMaps(imageShape, image, ecgShape, signal, PairwiseAgreement(localImage, localEcg, ecgShape, width, options));
    }

    /// <summary>[batch, rows, columns, projection width], each of unit length.</summary>
    private static Tensor ImagePlaces(MultimodalModel model, Tensor images, LocalizationOptions options)
    {
        var map = model.Cmr.FeatureMap(images);
        var fine = map.ResizeBilinear(options.Upsampling * map.Shape[1], options.Upsampling * map.Shape[2]);
        return model.CmrHead.Forward(fine).L2Normalize();
    }

    /// <summary>[batch, leads, times, projection width], each of unit length; a lead is a row of the patch grid.</summary>
    private static Tensor EcgPlaces(MultimodalModel model, Tensor ecg, LocalizationOptions options)
    {
        var grid = model.Ecg.Transformer.Configuration;
        var (batch, leads, times, width) = (ecg.Shape[0], grid.GridRows, grid.GridColumns, grid.Width);
        var tokens = model.Ecg.LocalTokens(ecg);
        // A line of tokens is an image one pixel wide.
        var lines = options.AcrossLeads ? tokens.Reshape(batch, leads * times, 1, width) : tokens.Reshape(batch * leads, times, 1, width);
        var fine = lines.ResizeBilinear(options.Upsampling * lines.Shape[1], 1);
        return model.EcgHead.Forward(fine).L2Normalize()
            .Reshape(batch, leads, options.Upsampling * times, model.Configuration.ProjectionWidth);
    }

    /// <summary>⟨place, whole⟩/temperature for every place of every sample.</summary>
    private static double[] Agreement(double[] places, double[] wholes, int batch, int width, LocalizationOptions options)
    {
        var result = new double[places.Length / width];
        var count = batch == 0 ? 0 : result.Length / batch;
        for (var b = 0; b < batch; b++)
        {
            var row = result.AsSpan(b * count, count);
            for (var i = 0; i < count; i++) row[i] = Cosine(places, b * count + i, wholes, b, width) / options.Temperature;
            if (options.Softmax) TensorPrimitives.SoftMax<double>(row, row);
        }
        return result;
    }

    /// <summary>The mean over leads of products is the product with the mean over leads.</summary>
    private static double[] PairwiseAgreement(double[] image, double[] ecg, Shape ecgShape, int width, LocalizationOptions options)
    {
        var (batch, leads, times) = (ecgShape[0], ecgShape[1], ecgShape[2]);
        var places = batch == 0 ? 0 : image.Length / width / batch;
        var mean = new double[batch * times * width];
        for (var b = 0; b < batch; b++)
            for (var lead = 0; lead < leads; lead++)
            {
                var sum = mean.AsSpan(b * times * width, times * width);
                TensorPrimitives.Add(sum, ecg.AsSpan((b * leads + lead) * times * width, times * width), sum);
            }
        var result = new double[batch * times * places];
        for (var row = 0; row < batch * times; row++)
            for (var place = 0; place < places; place++)
                result[row * places + place] =
                    Cosine(mean, row, image, row / times * places + place, width) / (leads * options.Temperature);
        return result;
    }

    private static double Cosine(double[] a, int rowOfA, double[] b, int rowOfB, int width) =>
        TensorPrimitives.Dot<double>(a.AsSpan(rowOfA * width, width), b.AsSpan(rowOfB * width, width));
}
