typedef global float* Randomness_Uniform_type_0;
struct Randomness_Uniform_type_1;
struct Randomness_Uniform_type_2;

struct Randomness_Uniform_type_1_kernel;

struct Randomness_Uniform_type_1
{
	Randomness_Uniform_type_0 field_0;
	long field_1;
};
struct Randomness_Uniform_type_2
{
	long field_0;
	long field_1;
	long field_2;
	float field_3;
	float field_4;
	int field_5;
	int field_6;
};

struct Randomness_Uniform_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Randomness_Uniform(
	global float* view_0,
	struct Randomness_Uniform_type_1_kernel var0,
	struct Randomness_Uniform_type_2 var1)
{
	struct Randomness_Uniform_type_1 var2;
	int var11;
	int var13;
	int var14;
	int var15;
	int var16;
	bool var17;
	int var3;
	int var4;
	int var5;
	int var6;
	int var7;
	int var8;
	int var9;
	long var19;
	long var20;
	long var21;
	ulong var23;
	uint var24;
	ulong var26;
	uint var27;
	long var28;
	uint var29;
	ulong var31;
	uint var32;
	long var33;
	uint var34;
	ulong var36;
	uint var37;
	int var10;
	bool var39;
	long var41;
	int var42;
	bool var44;
	bool var46;
	bool var48;
	Randomness_Uniform_type_0 var49;
	Randomness_Uniform_type_0 var50;
	float var51;
	float var52;
	uint var54;
	float var55;
	float var57;
	float var58;
	float var59;
	int var61;
	ulong var62;
	long var64;
	ulong var66;
	uint var67;
	int var68;
	int var69;
	uint var70;
	ulong var71;
	long var73;
	ulong var75;
	uint var76;
	int var77;
	int var78;
	uint var79;
	int var81;
	int var83;

	;
	var2.field_0 = (Randomness_Uniform_type_0)view_0+var0.field_0;
	var2.field_1 = var0.field_1;

	L_0: ;
	var11 =  get_group_id ( 0 );
	var13 = (int)((int) var11 <<  (int)8);
	var14 =  get_local_id ( 0 );
	var15 = (int)((uint) var13 + (uint)var14);
	var16 =  var1.field_6;
	var17 = (int) var15 >= (int) var16;
	if (var17)
		 goto L_1;
	 goto L_2;

	L_2: ;
	;
	;
	;
	;
	;
	;
	;
	var19 =  var1.field_2;
	var20 = (long)(int) var15;
	var21 = (long)((ulong) var19 + (ulong)var20);
	var23 = (ulong)((ulong) var21 >>  (ulong)2);
	var24 = (uint)(ulong) var23;
	var26 = (ulong)((ulong) var23 >>  (ulong)32);
	var27 = (uint)(ulong) var26;
	var28 =  var1.field_1;
	var29 = (uint)(ulong) var28;
	var31 = (ulong)((ulong) var28 >>  (ulong)32);
	var32 = (uint)(ulong) var31;
	var33 =  var1.field_0;
	var34 = (uint)(ulong) var33;
	var36 = (ulong)((ulong) var33 >>  (ulong)32);
	var37 = (uint)(ulong) var36;
	var3 = 0;
	var4 = var24;
	var5 = var27;
	var6 = var29;
	var7 = var32;
	var8 = var34;
	var9 = var37;
	 goto L_3;

	L_3: ;
	;
	var39 = (int) var3 < (int) 10;
	if (var39)
		 goto L_4;
	 goto L_5;

	L_5: ;
	var41 = (long)((long) var21 &  (long)3);
	var42 = (int)(long) var41;
	var44 = (int) var42 == (int) 0;
	if (var44)
		 goto L_6;
	 goto L_7;

	L_7: ;
	var46 = (int) var42 == (int) 1;
	if (var46)
		 goto L_8;
	 goto L_9;

	L_9: ;
	var48 = (int) var42 == (int) 2;
	if (var48)
		 goto L_10;
	 goto L_11;

	L_11: ;
	var10 = var7;
	 goto L_12;

	L_10: ;
	var10 = var6;
	 goto L_12;

	L_8: ;
	var10 = var5;
	 goto L_12;

	L_6: ;
	var10 = var4;
	 goto L_12;

	L_12: ;
	var49 =  var2.field_0;
	var50 =  & var49[var15];
	var51 =  var1.field_3;
	var52 =  var1.field_4;
	var54 = (uint)((uint) var10 >>  (uint)8);
	var55 = (float)(int) var54;
	var57 = (float)((float) var55 *  (float)5.96046448E-08f);
	var58 = (float)((float) var52 *  (float)var57);
	var59 = (float)((float) var51 +  (float)var58);
	 *  var50 =  var59;
	 goto L_1;

	L_4: ;
	var61 = (int)((uint) var3 + (uint)1);
	var62 = (ulong)(uint) var6;
	var64 = (long)((ulong) var62 * (ulong)3449720151);
	var66 = (ulong)((ulong) var64 >>  (ulong)32);
	var67 = (uint)(ulong) var66;
	var68 = (int)((int) var67 ^  (int)var5);
	var69 = (int)((int) var68 ^  (int)var8);
	var70 = (uint)(ulong) var64;
	var71 = (ulong)(uint) var4;
	var73 = (long)((ulong) var71 * (ulong)3528531795);
	var75 = (ulong)((ulong) var73 >>  (ulong)32);
	var76 = (uint)(ulong) var75;
	var77 = (int)((int) var76 ^  (int)var7);
	var78 = (int)((int) var77 ^  (int)var9);
	var79 = (uint)(ulong) var73;
	var81 = (int)((uint) var8 + (uint)2654435769);
	var83 = (int)((uint) var9 + (uint)3144134277);
	var3 = var61;
	var4 = var69;
	var5 = var70;
	var6 = var78;
	var7 = var79;
	var8 = var81;
	var9 = var83;
	 goto L_3;

	L_1: ;
	 return ;

}

typedef global float* Randomness_Bernoulli_type_0;
struct Randomness_Bernoulli_type_1;
struct Randomness_Bernoulli_type_2;

struct Randomness_Bernoulli_type_1_kernel;

struct Randomness_Bernoulli_type_1
{
	Randomness_Bernoulli_type_0 field_0;
	long field_1;
};
struct Randomness_Bernoulli_type_2
{
	long field_0;
	long field_1;
	long field_2;
	float field_3;
	float field_4;
	int field_5;
	int field_6;
};

struct Randomness_Bernoulli_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Randomness_Bernoulli(
	global float* view_0,
	struct Randomness_Bernoulli_type_1_kernel var0,
	struct Randomness_Bernoulli_type_2 var1)
{
	struct Randomness_Bernoulli_type_1 var2;
	int var11;
	int var13;
	int var14;
	int var15;
	int var16;
	bool var17;
	int var3;
	int var4;
	int var5;
	int var6;
	int var7;
	int var8;
	int var9;
	long var19;
	long var20;
	long var21;
	ulong var23;
	uint var24;
	ulong var26;
	uint var27;
	long var28;
	uint var29;
	ulong var31;
	uint var32;
	long var33;
	uint var34;
	ulong var36;
	uint var37;
	int var10;
	bool var39;
	long var41;
	int var42;
	bool var44;
	bool var46;
	bool var48;
	Randomness_Bernoulli_type_0 var49;
	Randomness_Bernoulli_type_0 var50;
	uint var52;
	int var53;
	bool var54;
	float var55;
	float var57;
	int var59;
	ulong var60;
	long var62;
	ulong var64;
	uint var65;
	int var66;
	int var67;
	uint var68;
	ulong var69;
	long var71;
	ulong var73;
	uint var74;
	int var75;
	int var76;
	uint var77;
	int var79;
	int var81;

	;
	var2.field_0 = (Randomness_Bernoulli_type_0)view_0+var0.field_0;
	var2.field_1 = var0.field_1;

	L_0: ;
	var11 =  get_group_id ( 0 );
	var13 = (int)((int) var11 <<  (int)8);
	var14 =  get_local_id ( 0 );
	var15 = (int)((uint) var13 + (uint)var14);
	var16 =  var1.field_6;
	var17 = (int) var15 >= (int) var16;
	if (var17)
		 goto L_1;
	 goto L_2;

	L_2: ;
	;
	;
	;
	;
	;
	;
	;
	var19 =  var1.field_2;
	var20 = (long)(int) var15;
	var21 = (long)((ulong) var19 + (ulong)var20);
	var23 = (ulong)((ulong) var21 >>  (ulong)2);
	var24 = (uint)(ulong) var23;
	var26 = (ulong)((ulong) var23 >>  (ulong)32);
	var27 = (uint)(ulong) var26;
	var28 =  var1.field_1;
	var29 = (uint)(ulong) var28;
	var31 = (ulong)((ulong) var28 >>  (ulong)32);
	var32 = (uint)(ulong) var31;
	var33 =  var1.field_0;
	var34 = (uint)(ulong) var33;
	var36 = (ulong)((ulong) var33 >>  (ulong)32);
	var37 = (uint)(ulong) var36;
	var3 = 0;
	var4 = var24;
	var5 = var27;
	var6 = var29;
	var7 = var32;
	var8 = var34;
	var9 = var37;
	 goto L_3;

	L_3: ;
	;
	var39 = (int) var3 < (int) 10;
	if (var39)
		 goto L_4;
	 goto L_5;

	L_5: ;
	var41 = (long)((long) var21 &  (long)3);
	var42 = (int)(long) var41;
	var44 = (int) var42 == (int) 0;
	if (var44)
		 goto L_6;
	 goto L_7;

	L_7: ;
	var46 = (int) var42 == (int) 1;
	if (var46)
		 goto L_8;
	 goto L_9;

	L_9: ;
	var48 = (int) var42 == (int) 2;
	if (var48)
		 goto L_10;
	 goto L_11;

	L_11: ;
	var10 = var7;
	 goto L_12;

	L_10: ;
	var10 = var6;
	 goto L_12;

	L_8: ;
	var10 = var5;
	 goto L_12;

	L_6: ;
	var10 = var4;
	 goto L_12;

	L_12: ;
	var49 =  var2.field_0;
	var50 =  & var49[var15];
	var52 = (uint)((uint) var10 >>  (uint)8);
	var53 =  var1.field_5;
	var54 = (uint) var52 < (uint) var53;
	var55 =  var1.field_4;
	var57 =  var54 ?  var55 :  0.0f;
	 *  var50 =  var57;
	 goto L_1;

	L_4: ;
	var59 = (int)((uint) var3 + (uint)1);
	var60 = (ulong)(uint) var6;
	var62 = (long)((ulong) var60 * (ulong)3449720151);
	var64 = (ulong)((ulong) var62 >>  (ulong)32);
	var65 = (uint)(ulong) var64;
	var66 = (int)((int) var65 ^  (int)var5);
	var67 = (int)((int) var66 ^  (int)var8);
	var68 = (uint)(ulong) var62;
	var69 = (ulong)(uint) var4;
	var71 = (long)((ulong) var69 * (ulong)3528531795);
	var73 = (ulong)((ulong) var71 >>  (ulong)32);
	var74 = (uint)(ulong) var73;
	var75 = (int)((int) var74 ^  (int)var7);
	var76 = (int)((int) var75 ^  (int)var9);
	var77 = (uint)(ulong) var71;
	var79 = (int)((uint) var8 + (uint)2654435769);
	var81 = (int)((uint) var9 + (uint)3144134277);
	var3 = var59;
	var4 = var67;
	var5 = var68;
	var6 = var76;
	var7 = var77;
	var8 = var79;
	var9 = var81;
	 goto L_3;

	L_1: ;
	 return ;

}

typedef global float* Randomness_Normal_type_0;
struct Randomness_Normal_type_1;
struct Randomness_Normal_type_2;

struct Randomness_Normal_type_1_kernel;

struct Randomness_Normal_type_1
{
	Randomness_Normal_type_0 field_0;
	long field_1;
};
struct Randomness_Normal_type_2
{
	long field_0;
	long field_1;
	long field_2;
	float field_3;
	float field_4;
	int field_5;
	int field_6;
};

struct Randomness_Normal_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Randomness_Normal(
	global float* view_0,
	struct Randomness_Normal_type_1_kernel var0,
	struct Randomness_Normal_type_2 var1)
{
	struct Randomness_Normal_type_1 var2;
	int var12;
	int var14;
	int var15;
	int var16;
	int var17;
	bool var18;
	int var3;
	int var4;
	int var5;
	int var6;
	int var7;
	int var8;
	int var9;
	long var19;
	ulong var21;
	uint var22;
	uint var23;
	long var24;
	ulong var26;
	uint var27;
	uint var28;
	long var29;
	long var30;
	long var31;
	ulong var33;
	ulong var35;
	uint var36;
	uint var37;
	bool var40;
	float var10;
	long var42;
	bool var44;
	int var45;
	bool var47;
	int var48;
	uint var50;
	float var51;
	float var53;
	int var55;
	float var56;
	float var58;
	float var60;
	float var61;
	float var62;
	float var64;
	float var65;
	float var67;
	float var69;
	float var70;
	float var71;
	float var73;
	float var75;
	float var76;
	float var78;
	float var79;
	float var81;
	float var82;
	float var83;
	uint var85;
	float var86;
	float var88;
	int var90;
	float var91;
	float var93;
	float var95;
	float var96;
	bool var98;
	int var99;
	int var101;
	int var103;
	int var105;
	float var106;
	float var108;
	float var110;
	int var112;
	int var114;
	float var115;
	float var117;
	float var119;
	float var120;
	float var122;
	float var124;
	float var125;
	float var126;
	float var128;
	float var130;
	float var131;
	float var133;
	float var134;
	float var136;
	float var137;
	float var138;
	float var139;
	float var140;
	float var141;
	float var11;
	int var142;
	long var144;
	bool var146;
	int var148;
	uint var150;
	bool var152;
	uint var154;
	bool var156;
	int var158;
	int var159;
	float var160;
	float var162;
	float var163;
	float var164;
	float var166;
	float var168;
	float var169;
	float var171;
	float var172;
	float var174;
	float var175;
	float var176;
	float var178;
	float var180;
	float var181;
	float var183;
	float var184;
	float var186;
	float var187;
	float var189;
	float var190;
	float var191;
	float var192;
	int var194;
	uint var196;
	bool var198;
	uint var200;
	bool var202;
	int var204;
	int var206;
	int var207;
	float var208;
	float var210;
	float var211;
	float var212;
	float var214;
	float var216;
	float var217;
	float var219;
	float var220;
	float var222;
	float var223;
	float var224;
	float var226;
	float var228;
	float var229;
	float var231;
	float var232;
	float var234;
	float var235;
	float var237;
	float var238;
	float var239;
	float var240;
	Randomness_Normal_type_0 var241;
	Randomness_Normal_type_0 var242;
	float var243;
	float var244;
	float var246;
	float var247;
	float var248;
	float var249;
	float var250;
	int var252;
	int var254;
	ulong var255;
	long var257;
	uint var258;
	ulong var260;
	uint var261;
	int var262;
	int var263;
	ulong var264;
	long var266;
	uint var267;
	ulong var269;
	uint var270;
	int var271;
	int var272;
	int var274;

	;
	var2.field_0 = (Randomness_Normal_type_0)view_0+var0.field_0;
	var2.field_1 = var0.field_1;

	L_0: ;
	var12 =  get_group_id ( 0 );
	var14 = (int)((int) var12 <<  (int)8);
	var15 =  get_local_id ( 0 );
	var16 = (int)((uint) var14 + (uint)var15);
	var17 =  var1.field_6;
	var18 = (int) var16 < (int) var17;
	if (var18)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	;
	;
	;
	;
	;
	;
	var19 =  var1.field_0;
	var21 = (ulong)((ulong) var19 >>  (ulong)32);
	var22 = (uint)(ulong) var21;
	var23 = (uint)(ulong) var19;
	var24 =  var1.field_1;
	var26 = (ulong)((ulong) var24 >>  (ulong)32);
	var27 = (uint)(ulong) var26;
	var28 = (uint)(ulong) var24;
	var29 =  var1.field_2;
	var30 = (long)(int) var16;
	var31 = (long)((ulong) var29 + (ulong)var30);
	var33 = (ulong)((ulong) var31 >>  (ulong)2);
	var35 = (ulong)((ulong) var33 >>  (ulong)32);
	var36 = (uint)(ulong) var35;
	var37 = (uint)(ulong) var33;
	var3 = var22;
	var4 = var23;
	var5 = var27;
	var6 = var28;
	var7 = var36;
	var8 = var37;
	var9 = 0;
	 goto L_3;

	L_3: ;
	var40 = (int) var9 < (int) 10;
	if (var40)
		 goto L_4;
	 goto L_5;

	L_5: ;
	;
	var42 = (long)((long) var31 &  (long)2);
	var44 = (ulong) var42 > (ulong) 0;
	var45 =  var44 ?  var6 :  var8;
	var47 = (uint) var45 < (uint) 3221225472;
	if (var47)
		 goto L_6;
	 goto L_7;

	L_7: ;
	var48 = (int)( ~ (int)var45);
	var50 = (uint)((uint) var48 >>  (uint)8);
	var51 = (float)(int) var50;
	var53 = (float)((float) var51 *  (float)5.96046448E-08f);
	var55 = (int)((int) var48 &  (int)255);
	var56 = (float)(int) var55;
	var58 = (float)((float) var56 +  (float)0.5f);
	var60 = (float)((float) var58 *  (float)2.32830644E-10f);
	var61 = (float)((float) var53 +  (float)var60);
	var62 = (float)( - (float)var61);
	var64 = (float)((float) 2.0f -  (float)var61);
	var65 = (float)((float) var62 /  (float)var64);
	var67 = (float)((float) var65 *  (float)2.0f);
	var69 = (float)((float) var65 *  (float)2.0f);
	var70 = (float)((float) var65 *  (float)var65);
	var71 = (float)((float) var69 *  (float)var70);
	var73 = (float)((float) var70 *  (float)0.111111112f);
	var75 = (float)((float) var73 +  (float)0.142857149f);
	var76 = (float)((float) var75 *  (float)var70);
	var78 = (float)((float) var76 +  (float)0.200000003f);
	var79 = (float)((float) var78 *  (float)var70);
	var81 = (float)((float) var79 +  (float)0.333333343f);
	var82 = (float)((float) var71 *  (float)var81);
	var83 = (float)((float) var67 +  (float)var82);
	var10 = var83;
	 goto L_8;

	L_6: ;
	var85 = (uint)((uint) var45 >>  (uint)8);
	var86 = (float)(int) var85;
	var88 = (float)((float) var86 *  (float)5.96046448E-08f);
	var90 = (int)((int) var45 &  (int)255);
	var91 = (float)(int) var90;
	var93 = (float)((float) var91 +  (float)0.5f);
	var95 = (float)((float) var93 *  (float)2.32830644E-10f);
	var96 = (float)((float) var88 +  (float)var95);
	var98 = (float) var96 < (float) INFINITY;
	var99 =  as_int (var96);
	var101 = (int)((uint) var99 + (uint)4913933);
	var103 = (int)((int) var101 >>  (int)23);
	var105 = (int)((uint) var103 - (uint)127);
	var106 = (float)(int) var105;
	var108 = (float)((float) var106 *  (float)0.693359375f);
	var110 = (float)((float) var106 *  (float)-0.000212194442f);
	var112 = (int)((int) var101 &  (int)8388607);
	var114 = (int)((uint) var112 + (uint)1060439283);
	var115 =  as_float (var114);
	var117 = (float)((float) var115 -  (float)1.0f);
	var119 = (float)((float) var115 +  (float)1.0f);
	var120 = (float)((float) var117 /  (float)var119);
	var122 = (float)((float) var120 *  (float)2.0f);
	var124 = (float)((float) var120 *  (float)2.0f);
	var125 = (float)((float) var120 *  (float)var120);
	var126 = (float)((float) var124 *  (float)var125);
	var128 = (float)((float) var125 *  (float)0.111111112f);
	var130 = (float)((float) var128 +  (float)0.142857149f);
	var131 = (float)((float) var130 *  (float)var125);
	var133 = (float)((float) var131 +  (float)0.200000003f);
	var134 = (float)((float) var133 *  (float)var125);
	var136 = (float)((float) var134 +  (float)0.333333343f);
	var137 = (float)((float) var126 *  (float)var136);
	var138 = (float)((float) var122 +  (float)var137);
	var139 = (float)((float) var110 +  (float)var138);
	var140 = (float)((float) var108 +  (float)var139);
	var141 =  var98 ?  var140 :  var96;
	var10 = var141;
	 goto L_8;

	L_8: ;
	;
	var142 =  var44 ?  var5 :  var7;
	var144 = (long)((long) var31 &  (long)1);
	var146 = (long) var144 == (long) 0;
	if (var146)
		 goto L_9;
	 goto L_10;

	L_10: ;
	var148 = (int)((uint) var142 + (uint)536870912);
	var150 = (uint)((uint) var148 >>  (uint)30);
	var152 = (uint) var150 >= (uint) 2;
	var154 = (uint)((uint) var150 %  (uint)2);
	var156 = (int) var154 == (int) 0;
	var158 = (int)((int) var150 <<  (int)30);
	var159 = (int)((uint) var142 - (uint)var158);
	var160 = (float)(int) var159;
	var162 = (float)((float) var160 *  (float)1.46291812E-09f);
	var163 = (float)((float) var162 *  (float)var162);
	var164 = (float)((float) var162 *  (float)var163);
	var166 = (float)((float) var163 *  (float)2.75573188E-06f);
	var168 = (float)((float) var166 -  (float)0.000198412701f);
	var169 = (float)((float) var168 *  (float)var163);
	var171 = (float)((float) var169 +  (float)0.00833333377f);
	var172 = (float)((float) var171 *  (float)var163);
	var174 = (float)((float) var172 -  (float)0.166666672f);
	var175 = (float)((float) var164 *  (float)var174);
	var176 = (float)((float) var162 +  (float)var175);
	var178 = (float)((float) var163 *  (float)2.48015876E-05f);
	var180 = (float)((float) var178 -  (float)0.00138888892f);
	var181 = (float)((float) var180 *  (float)var163);
	var183 = (float)((float) var181 +  (float)0.0416666679f);
	var184 = (float)((float) var183 *  (float)var163);
	var186 = (float)((float) var184 -  (float)0.5f);
	var187 = (float)((float) var163 *  (float)var186);
	var189 = (float)((float) var187 +  (float)1.0f);
	var190 =  var156 ?  var176 :  var189;
	var191 = (float)( - (float)var190);
	var192 =  var152 ?  var191 :  var190;
	var11 = var192;
	 goto L_11;

	L_9: ;
	var194 = (int)((uint) var142 + (uint)1610612736);
	var196 = (uint)((uint) var194 >>  (uint)30);
	var198 = (uint) var196 >= (uint) 2;
	var200 = (uint)((uint) var196 %  (uint)2);
	var202 = (int) var200 == (int) 0;
	var204 = (int)((uint) var142 + (uint)1073741824);
	var206 = (int)((int) var196 <<  (int)30);
	var207 = (int)((uint) var204 - (uint)var206);
	var208 = (float)(int) var207;
	var210 = (float)((float) var208 *  (float)1.46291812E-09f);
	var211 = (float)((float) var210 *  (float)var210);
	var212 = (float)((float) var210 *  (float)var211);
	var214 = (float)((float) var211 *  (float)2.75573188E-06f);
	var216 = (float)((float) var214 -  (float)0.000198412701f);
	var217 = (float)((float) var216 *  (float)var211);
	var219 = (float)((float) var217 +  (float)0.00833333377f);
	var220 = (float)((float) var219 *  (float)var211);
	var222 = (float)((float) var220 -  (float)0.166666672f);
	var223 = (float)((float) var212 *  (float)var222);
	var224 = (float)((float) var210 +  (float)var223);
	var226 = (float)((float) var211 *  (float)2.48015876E-05f);
	var228 = (float)((float) var226 -  (float)0.00138888892f);
	var229 = (float)((float) var228 *  (float)var211);
	var231 = (float)((float) var229 +  (float)0.0416666679f);
	var232 = (float)((float) var231 *  (float)var211);
	var234 = (float)((float) var232 -  (float)0.5f);
	var235 = (float)((float) var211 *  (float)var234);
	var237 = (float)((float) var235 +  (float)1.0f);
	var238 =  var202 ?  var224 :  var237;
	var239 = (float)( - (float)var238);
	var240 =  var198 ?  var239 :  var238;
	var11 = var240;
	 goto L_11;

	L_11: ;
	var241 =  var2.field_0;
	var242 =  & var241[var16];
	var243 =  var1.field_3;
	var244 =  var1.field_4;
	var246 = (float)((float) var10 *  (float)-2.0f);
	var247 = (float) sqrt ((float)var246);
	var248 = (float)((float) var244 *  (float)var247);
	var249 = (float)((float) var248 *  (float)var11);
	var250 = (float)((float) var243 +  (float)var249);
	 *  var242 =  var250;
	 goto L_2;

	L_2: ;
	 return ;

	L_4: ;
	var252 = (int)((uint) var3 + (uint)3144134277);
	var254 = (int)((uint) var4 + (uint)2654435769);
	var255 = (ulong)(uint) var8;
	var257 = (long)((ulong) var255 * (ulong)3528531795);
	var258 = (uint)(ulong) var257;
	var260 = (ulong)((ulong) var257 >>  (ulong)32);
	var261 = (uint)(ulong) var260;
	var262 = (int)((int) var261 ^  (int)var5);
	var263 = (int)((int) var262 ^  (int)var3);
	var264 = (ulong)(uint) var6;
	var266 = (long)((ulong) var264 * (ulong)3449720151);
	var267 = (uint)(ulong) var266;
	var269 = (ulong)((ulong) var266 >>  (ulong)32);
	var270 = (uint)(ulong) var269;
	var271 = (int)((int) var270 ^  (int)var7);
	var272 = (int)((int) var271 ^  (int)var4);
	var274 = (int)((uint) var9 + (uint)1);
	var3 = var252;
	var4 = var254;
	var5 = var258;
	var6 = var263;
	var7 = var267;
	var8 = var272;
	var9 = var274;
	 goto L_3;

}
